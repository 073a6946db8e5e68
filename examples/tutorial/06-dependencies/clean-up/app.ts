import { App, body, dependency, HttpError } from 'vivace'
import * as z from 'zod'
import { database, NameTaken } from './database.ts'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region dependency
const transaction = dependency(
  {},
  async function* () {
    const transaction = await database.begin()
    try {
      yield transaction
      await transaction.commit()
    } catch (error) {
      await transaction.rollback()
      throw error
    }
  },
  { errors: [NameTaken] },
)
// #endregion

// #region use
app.post(
  '/items',
  { inputs: { names: body(z.array(z.string())), transaction } },
  ({ names, transaction }) => {
    for (const name of names) transaction.add(name)
    if (names.length > 2) throw new HttpError(403, { detail: 'Two at a time.' })
    return { added: names.length }
  },
)
// #endregion
