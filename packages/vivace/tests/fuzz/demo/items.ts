import * as z from 'zod'
import { body, path, query, reply, Router } from '../../../src/index.ts'

const Currency = z.enum(['EUR', 'USD', 'GBP'])

const Price = z.object({ amount: z.number().gt(0).max(1_000_000), currency: Currency.default('EUR') })

const ItemName = z.string().min(1).max(40)

/** Strings, numbers, enums, arrays, tuples, records, nested models, defaults, optional and nullable fields. */
export const Item = z.object({
  name: ItemName,
  sku: z.string().regex(/^[A-Z]{2}-\d{3,5}$/),
  price: Price,
  stock: z.int().min(0).max(10_000).default(0),
  tags: z.array(z.string().min(1).max(12)).max(5).default([]),
  size: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).optional(),
  attributes: z.record(z.string(), z.union([z.string().max(20), z.number(), z.boolean()])).default({}),
  note: z.string().max(30).nullable().optional(),
  isFragile: z.boolean().default(false),
})

const StoredItem = z.object({ ...Item.shape, id: z.int() })

const ItemPatch = Item.pick({ name: true, stock: true, isFragile: true, note: true }).partial()

const Review = z.object({ author: z.string().min(2).max(20), text: z.string().max(200) })

const itemId = path(z.int().min(1).max(999_999))

const sample = {
  name: 'Chair',
  sku: 'CH-100',
  price: { amount: 49, currency: 'EUR' },
} as const

/** Items: every kind of JSON body, and path and query parameters of simple types. */
export const items = new Router({ prefix: '/items', tags: ['Items'] })

items.get(
  '',
  {
    inputs: {
      q: query(z.string().max(20).optional()),
      skip: query(z.int().min(0).default(0)),
      limit: query(z.int().min(1).max(100).default(20)),
      currency: query(Currency.optional()),
      tag: query(z.array(z.string().min(1).max(12)).max(4).default([])),
      inStock: query(z.boolean().optional()),
    },
    returns: z.object({
      items: z.array(StoredItem),
      skip: z.int(),
      limit: z.int(),
      tags: z.array(z.string()),
      q: z.string().nullable(),
    }),
  },
  ({ q, skip, limit, tag }) => ({
    items: [{ ...sample, id: 1 }],
    skip,
    limit,
    tags: tag,
    q: q ?? null,
  }),
)

items.post('', { inputs: { item: body(Item) }, returns: StoredItem, status: 201 }, ({ item }) => ({
  ...item,
  id: 7,
}))

items.get('/{itemId}', { inputs: { itemId }, returns: StoredItem }, ({ itemId: id }) => ({ ...sample, id }))

items.put(
  '/{itemId}',
  {
    inputs: { itemId, item: body(Item), dryRun: query(z.boolean().default(false)) },
    returns: { 200: StoredItem, 202: z.object({ isAccepted: z.literal(true) }) },
  },
  ({ itemId: id, item, dryRun }) =>
    dryRun ? reply(202, { isAccepted: true } as const) : reply(200, { ...item, id }),
)

items.patch(
  '/{itemId}',
  { inputs: { itemId, changes: body(ItemPatch) }, returns: z.object({ id: z.int(), changed: ItemPatch }) },
  ({ itemId: id, changes }) => ({ id, changed: changes }),
)

items.delete('/{itemId}', { inputs: { itemId }, returns: null }, () => undefined)

items.get(
  '/{itemId}/parts/{part}',
  {
    inputs: { itemId, part: path(z.string().regex(/^[a-z]+-\d+$/)) },
    returns: z.object({ id: z.int(), part: z.string() }),
  },
  ({ itemId: id, part }) => ({ id, part }),
)

items.post(
  '/batch',
  {
    inputs: { batch: body(z.array(Item).min(1).max(3)) },
    returns: z.object({ names: z.array(ItemName) }),
  },
  ({ batch }) => ({ names: batch.map(({ name }) => name) }),
)

items.post(
  '/{itemId}/reviews',
  {
    inputs: {
      itemId,
      review: body(Review),
      stars: body(z.int().min(1).max(5)),
      isAnonymous: body(z.boolean().optional()),
    },
    returns: z.object({ stars: z.int(), author: z.string().nullable() }),
  },
  ({ review, stars, isAnonymous }) => ({ stars, author: isAnonymous === true ? null : review.author }),
)

items.put(
  '/{itemId}/stock',
  {
    inputs: { itemId, stock: body(z.int().min(0).max(500).multipleOf(5), { embed: true }) },
    returns: z.object({ stock: z.int().multipleOf(5) }),
  },
  ({ stock }) => ({ stock }),
)

items.put(
  '/{itemId}/strict',
  {
    inputs: { itemId, price: body(Price) },
    unknownFields: 'reject',
    returns: Price,
  },
  ({ price }) => price,
)

items.post(
  '/small',
  {
    inputs: { note: body(z.object({ text: z.string().max(100) })) },
    bodyLimit: 1_000,
    extensions: { 'x-body-limit': 1_000 },
    returns: z.object({ length: z.int() }),
  },
  ({ note }) => ({ length: note.text.length }),
)
