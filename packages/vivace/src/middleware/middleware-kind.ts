import type { Middleware } from '../exchange/index.ts'

/** Middleware that those who judge an app look for. */
export type MiddlewareKind = 'health' | 'allowed-hosts'

// The command line and the app may have two copies of this package: what they share is the process.
const key = Symbol.for('vivace.middleware-kind')

/** Says of a middleware what it is, for `vivace check`. */
export function ofKind(kind: MiddlewareKind, middleware: Middleware): Middleware {
  return Object.defineProperty(middleware, key, { value: kind })
}

/** Whether a middleware is of a kind. */
export function isOfKind(kind: MiddlewareKind, middleware: object): boolean {
  return key in middleware && middleware[key] === kind
}
