import { App, query } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

const items = [{ item_id: 'Foo' }, { item_id: 'Bar' }]
const Search = z
  .string()
  .min(3)
  .max(50)
  .regex(/^fixedquery$/)
  .meta({ title: 'Query string' })

app.get(
  '/items/',
  {
    inputs: {
      q: query(Search.optional(), {
        name: 'item-query',
        description: 'Query string for the items to search in the database that have a good match',
        deprecated: true,
      }),
    },
  },
  ({ q }) => ({ items, q }),
)
