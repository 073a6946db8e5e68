import { App, query } from 'vivace'
import * as z from 'zod'

const FilterParams = z.strictObject({
  limit: z.int().gt(0).max(100).default(100),
  offset: z.int().min(0).default(0),
  order_by: z.enum(['created_at', 'updated_at']).default('created_at'),
  tags: z.array(z.string()).default([]),
})

export const app = new App({ title: 'Items', version: '0.1.0', errorFormat: 'fastapi' })

app.get('/items/', { inputs: { filter: query.model(FilterParams) } }, ({ filter }) => filter)
