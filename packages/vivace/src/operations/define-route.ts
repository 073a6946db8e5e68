import type { Method } from '../http/index.ts'
import type { InputRecord } from '../inputs/index.ts'
import type { Returns } from '../responses/index.ts'
import type {
  DeclaredInputs,
  Handler,
  PlainHandler,
  PlainRouteOptions,
  Route,
  RouteOptions,
} from './route.ts'

/** The types of a route that is defined under a prefix. */
interface Defined<
  M extends Method,
  Path extends string,
  Inputs extends DeclaredInputs,
  Declared extends Returns | undefined,
> {
  readonly method: M
  readonly path: Path
  readonly inputs: Inputs extends InputRecord ? Inputs : never
  readonly returns: Declared
}

/**
 * Declares a route of one method; `Prefix` is what stands before its path.
 *
 *     route.get('/items/{itemId}', { inputs: { itemId: path(z.int()) } }, ({ itemId }) => find(itemId))
 */
export type DefineRoute<M extends Method, Prefix extends string = ''> = <
  const Path extends string,
  Inputs extends DeclaredInputs = Record<never, never>,
  Declared extends Returns | undefined = undefined,
>(
  path: Path,
  options: RouteOptions<`${Prefix}${Path}`, Inputs, Declared>,
  handler: Handler<Inputs, Declared>,
) => Route<Defined<M, Path, Inputs, Declared>>

/** A route of one method, as a value. */
export function defineRoute<M extends Method>(method: M): DefineRoute<M> {
  return (path, options, handler) => ({
    method,
    path,
    '~vivace': {
      // From here on the types have done their work: the plan is compiled from what is really there.
      options: options as PlainRouteOptions,
      handler: handler as PlainHandler,
    },
  })
}

/** Declares routes as values, to be exported and added where they belong: one file for each use case. */
export interface HttpRouteDefiners {
  readonly get: DefineRoute<'GET'>
  readonly head: DefineRoute<'HEAD'>
  readonly post: DefineRoute<'POST'>
  readonly put: DefineRoute<'PUT'>
  readonly patch: DefineRoute<'PATCH'>
  readonly delete: DefineRoute<'DELETE'>
  readonly options: DefineRoute<'OPTIONS'>
  readonly query: DefineRoute<'QUERY'>
}

/**
 * Declares routes as values.
 *
 *     export const readUser = route.get('/users/{userId}', { inputs: { userId: path(z.int()) } }, …)
 *     router.add(readUser)
 */
export const route: HttpRouteDefiners = {
  get: defineRoute('GET'),
  head: defineRoute('HEAD'),
  post: defineRoute('POST'),
  put: defineRoute('PUT'),
  patch: defineRoute('PATCH'),
  delete: defineRoute('DELETE'),
  options: defineRoute('OPTIONS'),
  query: defineRoute('QUERY'),
}
