// #region users
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

export interface User {
  readonly name: string
  readonly email: string
  /** What the user may let a program do. */
  readonly scopes: readonly string[]
  readonly salt: Buffer
  readonly hash: Buffer
}

const hash = promisify<string, Buffer, number, Buffer>(scrypt)

async function user(name: string, password: string, scopes: readonly string[]): Promise<User> {
  const salt = randomBytes(16)
  return { name, email: `${name}@shop.example`, scopes, salt, hash: await hash(password, salt, 32) }
}

const nobody = await user('', randomBytes(16).toString('hex'), [])

export const users: ReadonlyMap<string, User> = new Map([
  ['ana', await user('ana', 'correct horse battery staple', ['me', 'orders:read'])],
  ['bob', await user('bob', 'tr0ub4dor and three', ['me'])],
])

export async function logIn(name: string, password: string): Promise<User | undefined> {
  // An unknown name takes as long as a known one: time would tell which names there are.
  const user = users.get(name) ?? nobody
  const isRight = timingSafeEqual(await hash(password, user.salt, 32), user.hash)
  return isRight && user !== nobody ? user : undefined
}
// #endregion
