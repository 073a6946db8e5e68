import * as z from 'zod'
import { body, defineError, path, query, Router } from '../../../src/index.ts'

const Payment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), number: z.string().regex(/^\d{12}$/), isCredit: z.boolean() }),
  z.object({ kind: z.literal('transfer'), iban: z.string().min(15).max(20), due: z.iso.date() }),
  z.object({ kind: z.literal('coupon'), codes: z.array(z.string().min(4).max(8)).min(1).max(3) }),
])

const Order = z.object({
  lines: z
    .array(z.object({ itemId: z.int().min(1), count: z.int().min(1).max(99), price: z.number().min(0) }))
    .min(1)
    .max(3),
  payment: Payment,
  comment: z.string().max(40).nullable(),
})

interface Category {
  name: string
  children: Category[]
  icon?: string | null | undefined
}

const Category: z.ZodType<Category, Category> = z.object({
  name: z.string().min(1).max(10),
  icon: z.string().max(5).nullable().optional(),
  get children() {
    return z.array(Category).max(2)
  },
})

const Contact = z.union([
  z.object({ email: z.string().min(3).max(30), isVerified: z.boolean() }),
  z.object({ phone: z.string().regex(/^\+\d{4,12}$/), country: z.string().length(2) }),
])

const OutOfStock = defineError({ status: 409, code: 'out-of-stock', title: 'Out of stock' })

/** Orders: unions, recursion, tuples, records and intersections. */
export const orders = new Router({ prefix: '/orders', tags: ['Orders'], errors: [OutOfStock] })

orders.post('', { inputs: { order: body(Order) }, returns: Order, status: 201 }, ({ order }) => order)

orders.put(
  '/{orderId}/payment',
  { inputs: { orderId: path(z.int().min(1)), payment: body(Payment) }, returns: Payment },
  ({ payment }) => payment,
)

orders.post(
  '/categories',
  { inputs: { category: body(Category) }, returns: Category },
  ({ category }) => category,
)

orders.post('/contact', { inputs: { contact: body(Contact) }, returns: Contact }, ({ contact }) => contact)

orders.post(
  '/matrix',
  {
    inputs: {
      matrix: body(
        z
          .array(z.array(z.number().min(-9).max(9)).length(2))
          .min(1)
          .max(3),
      ),
    },
    returns: z.object({ rows: z.int() }),
  },
  ({ matrix }) => ({ rows: matrix.length }),
)

orders.post(
  '/points',
  {
    inputs: { points: body(z.array(z.tuple([z.int(), z.string().max(3)], z.boolean())).max(4)) },
    returns: z.array(z.tuple([z.int(), z.string()], z.boolean())),
  },
  ({ points }) => points,
)

orders.post(
  '/scores',
  {
    inputs: { scores: body(z.record(z.string().regex(/^[a-z]{1,6}$/), z.int().min(0).max(10))) },
    returns: z.record(z.string(), z.int()),
  },
  ({ scores }) => scores,
)

orders.post(
  '/limits',
  {
    inputs: { limits: body(z.partialRecord(z.enum(['day', 'week', 'month']), z.number().positive())) },
    returns: z.object({ names: z.array(z.enum(['day', 'week', 'month'])) }),
  },
  ({ limits }) => ({
    names: (['day', 'week', 'month'] as const).filter((name) => limits[name] !== undefined),
  }),
)

orders.post(
  '/combined',
  {
    inputs: {
      both: body(
        z.intersection(
          z.object({ id: z.int().min(1) }),
          z.object({ label: z.string().min(1).max(5), extra: z.boolean().optional() }),
        ),
      ),
    },
    returns: z.object({ id: z.int(), label: z.string() }),
  },
  ({ both }) => both,
)

orders.post(
  '/optional',
  {
    inputs: {
      draft: body(z.object({ title: z.string().min(1).max(9) }).optional()),
      isDry: query(z.boolean()),
    },
    returns: z.object({ title: z.string().nullable() }),
  },
  ({ draft }) => ({ title: draft?.title ?? null }),
)

orders.post(
  '/nullable',
  {
    inputs: {
      value: body(z.union([z.int().min(5), z.string().min(2).max(4), z.array(z.boolean()).max(2), z.null()])),
    },
    returns: z.object({ value: z.union([z.int(), z.string(), z.array(z.boolean()), z.null()]) }),
  },
  ({ value }) => ({ value }),
)

orders.post(
  '/loose',
  {
    inputs: {
      payload: body(
        z.looseObject({ version: z.literal(1), meta: z.looseObject({ at: z.int() }).optional() }),
      ),
    },
    returns: z.object({ names: z.array(z.string()) }),
  },
  ({ payload }) => ({ names: Object.keys(payload) }),
)
