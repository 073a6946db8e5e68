/**
 * What every server of the benchmark does apart from HTTP: the data, the "database", the rules of the
 * workloads. Servers in JavaScript import it, so that they differ in their framework alone.
 */

/** The answer of W1. */
export const greeting: Greeting = { hello: 'world', ok: true, count: 3 }

/** A small object. */
export interface Greeting {
  readonly hello: string
  readonly ok: boolean
  readonly count: number
}

/** The decoded input of W2. */
export interface ItemQuery {
  readonly id: number
  readonly skip: number
  readonly limit: number
  readonly q?: string | undefined
}

/** The answer of W2: six fields. */
export interface Item {
  readonly id: number
  readonly name: string
  readonly price: number
  readonly skip: number
  readonly limit: number
  readonly q: string | null
}

/** Answers W2: `readItem({ id: 42, skip: 0, limit: 100, q: 'abc' })`. */
export function readItem({ id, skip, limit, q }: ItemQuery): Item {
  return { id, name: `Item ${id}`, price: id + 0.5, skip, limit, q: q ?? null }
}

/** The validated body of W3. */
export interface NewUser {
  readonly email: string
  /** At least 8 characters. */
  readonly password: string
  readonly name: string
  readonly age?: number | undefined
  readonly tags: string[]
}

/** A row of the user table: the password must not leave. */
export interface StoredUser extends NewUser {
  readonly id: number
}

/** The answers of W3 and W4. */
export type PublicUser = Omit<StoredUser, 'password'>

/** "Inserts" a user. Nothing is kept: the memory of a server must not grow with its speed. */
export function createUser(user: NewUser): StoredUser {
  const { email, password, name, age, tags } = user
  return { id: 1001, email, password: `hashed:${password}`, name, age, tags }
}

/** Picks what may leave, for frameworks that leave it to the handler. */
export function publicUser({ id, email, name, age, tags }: StoredUser): PublicUser {
  return { id, email, name, age, tags }
}

/** A row of W5: `supplierNote` must not leave. */
export interface StoredRow {
  readonly id: number
  readonly name: string
  readonly description: string
  readonly price: number
  readonly stock: number
  readonly active: boolean
  readonly category: string
  readonly createdAt: string
  readonly supplierNote: string
}

/** One element of the answer of W5: eight fields. */
export type PublicRow = Omit<StoredRow, 'supplierNote'>

const categories = ['books', 'garden', 'kitchen', 'music']

/** The 100 rows of W5. */
export const rows: StoredRow[] = Array.from({ length: 100 }, (_, at) => ({
  id: at + 1,
  name: `Product ${at + 1}`,
  description: `What the shop says of product ${at + 1}, in one sentence.`,
  price: at * 3 + 0.25,
  stock: (at * 7) % 50,
  active: at % 3 !== 0,
  category: categories[at % categories.length] ?? '',
  createdAt: new Date(Date.UTC(2026, 0, 1 + at)).toISOString(),
  supplierNote: `bought from supplier ${at % 9}`,
}))

/** Picks what may leave, for frameworks that leave it to the handler. */
export function publicRow(row: StoredRow): PublicRow {
  const { id, name, description, price, stock, active, category, createdAt } = row
  return { id, name, description, price, stock, active, category, createdAt }
}
