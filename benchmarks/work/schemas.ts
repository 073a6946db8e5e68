/**
 * The zod schemas of the servers whose framework validates with zod. Text sources are decoded by each in its
 * own way.
 */
// zod's own compiler, for every schema made after it, in this file and in the servers that import it: ours
// and the peers get it alike.
import 'zod/compile'
import * as z from 'zod'

/** W1. */
export const Greeting = z.object({ hello: z.string(), ok: z.boolean(), count: z.int() })

/** The answer of W2. */
export const ItemOut = z.object({
  id: z.int(),
  name: z.string(),
  price: z.number(),
  skip: z.int(),
  limit: z.int(),
  q: z.string().nullable(),
})

/** The body of W3. */
export const UserCreate = z.object({
  email: z.email(),
  password: z.string().min(8),
  name: z.string().min(1),
  age: z.int().min(0).optional(),
  tags: z.array(z.string()),
})

/** The answers of W3 and W4. */
export const UserOut = z.object({
  id: z.int(),
  email: z.string(),
  name: z.string(),
  age: z.int().optional(),
  tags: z.array(z.string()),
})

/** One element of the answer of W5. */
export const RowOut = z.object({
  id: z.int(),
  name: z.string(),
  description: z.string(),
  price: z.number(),
  stock: z.int(),
  active: z.boolean(),
  category: z.string(),
  createdAt: z.string(),
})
