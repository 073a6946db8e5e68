import { defineInput } from './define-input.ts'
import type { Input } from './input.ts'
import type { ScopedSource } from './source.ts'

const source: ScopedSource = {
  phase: 'exchange',
  readsScopes: true,
  bind: ({ scopes }) => ({ read: () => scopes, canFail: false }),
}

/**
 * The scopes that the operation demands of whoever uses this dependency, accumulated from the handler down: what
 * a dependency that verifies a token compares the token with.
 *
 *     const currentUser = dependency({ token, scopes }, ({ token, scopes }) => verify(token, scopes))
 *
 * A dependency that names it is made once for each set of scopes.
 */
export const scopes: Input<readonly string[], 'request'> = defineInput({ lifetime: 'request', source })
