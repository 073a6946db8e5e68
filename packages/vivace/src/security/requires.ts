import type { Input } from '../inputs/index.ts'

/**
 * The same input, with scopes demanded of it: of a security scheme or of a dependency that uses one. The documents
 * name them in the operation's `security`; the dependency that verifies the credential reads them with `scopes`.
 *
 *     app.get('/items', { inputs: { user: requires(currentUser, ['items:read']) } }, …)
 *     const router = new Router({ dependencies: [requires(currentUser, ['admin'])] })
 */
export function requires<Demanded extends Input>(input: Demanded, scopes: readonly string[]): Demanded {
  const internals = input['~vivace']
  return { ...input, '~vivace': { ...internals, scopes: [...(internals.scopes ?? []), ...scopes] } }
}
