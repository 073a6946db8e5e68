import * as z from 'zod'
import { body, query, Router, text } from '../../../src/index.ts'

const Filter = z.object({
  q: z.string().min(1).max(30),
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(50).default(10),
  order: z.enum(['name', 'price', '-name', '-price']).default('name'),
  tags: z.array(z.string().min(1).max(8)).max(3).optional(),
  maxPrice: z.number().gte(0).lt(10_000).optional(),
  isNew: z.boolean().optional(),
})

const Found = z.object({ hits: z.int(), filter: Filter })

/** Searches: models of the query, in every manner of taking unknown names, and unions of scalars. */
export const search = new Router({ prefix: '/search', tags: ['Search'] })

search.get('', { inputs: { filter: query.model(Filter) }, returns: Found }, ({ filter }) => ({
  hits: 0,
  filter,
}))

search.query('', { inputs: { filter: body(Filter) }, returns: Found }, ({ filter }) => ({ hits: 0, filter }))

search.get(
  '/strict',
  {
    inputs: { filter: query.model(z.strictObject({ a: z.int(), b: z.boolean().optional() })) },
    returns: z.object({ a: z.int() }),
  },
  ({ filter }) => ({ a: filter.a }),
)

search.get(
  '/loose',
  {
    inputs: { filter: query.model(z.looseObject({ a: z.int().min(10) })) },
    returns: z.object({ names: z.array(z.string()) }),
  },
  ({ filter }) => ({ names: Object.keys(filter) }),
)

search.get(
  '/unions',
  {
    inputs: {
      page: query(z.union([z.int().min(1), z.enum(['first', 'last'])])),
      level: query(z.union([z.literal(0), z.literal(1), z.literal('max')]).default(0)),
      after: query(z.int().nullable().default(null)),
      kind: query(z.literal('item').optional()),
    },
    returns: z.object({ page: z.union([z.int(), z.string()]), after: z.int().nullable() }),
  },
  ({ page, after }) => ({ page, after }),
)

search.get(
  '/numbers',
  {
    inputs: {
      price: query(z.number().gt(0).lt(1_000)),
      step: query(z.int().multipleOf(5).min(0).max(100).default(5)),
      ratio: query(z.array(z.number().min(-1).max(1)).min(2).max(4)),
      pair: query(z.tuple([z.int(), z.enum(['asc', 'desc'])]).optional()),
    },
    returns: z.object({ price: z.number(), step: z.int(), ratio: z.array(z.number()) }),
  },
  ({ price, step, ratio }) => ({ price, step, ratio }),
)

search.get(
  '/formats',
  {
    inputs: {
      day: query(z.iso.date()),
      at: query(z.iso.datetime().optional()),
      id: query(z.uuid(), { name: 'item-id' }),
      email: query(z.email().optional()),
      word: query(
        z
          .string()
          .regex(/^[a-z]{2,6}$/)
          .default('word'),
      ),
    },
    returns: text(),
  },
  ({ day, id }) => `${day} ${id}`,
)
