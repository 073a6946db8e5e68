import {
  type Dependency,
  type DependencyDefinition,
  isDependency,
  type Overrides,
} from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import type { Middleware } from '../exchange/index.ts'

/**
 * A middleware, or the singleton that makes one: made when the app starts, from singletons of its own, and replaced by
 * `app.override` in tests.
 *
 *     const counted: AppMiddleware = singleton({ clock }, ({ clock }): Middleware => (exchange, next) => next())
 */
export type AppMiddleware = Middleware | Dependency<Middleware, 'app'>

/** The singletons in a list of middleware. Throws `DefinitionError` NOT_A_DEPENDENCY for what is neither. */
export function middlewareSingletons(
  list: readonly AppMiddleware[],
  overrides: Overrides,
  where: string,
): DependencyDefinition[] {
  return list.filter(isMade).map((each) => {
    if (!isDependency(each) || each['~vivace'].lifetime !== 'app') throw noMiddleware(where)
    return overrides.resolve(each['~vivace'].dependency)
  })
}

/** The functions of a list of middleware, once the singletons are made. */
export function linkMiddleware(
  list: readonly AppMiddleware[],
  overrides: Overrides,
  valueOf: (definition: DependencyDefinition) => unknown,
): Middleware[] {
  return list.map((each) =>
    // A singleton of a Middleware is one, and so is whatever replaces it.
    isMade(each) ? (valueOf(overrides.resolve(each['~vivace'].dependency)) as Middleware) : each,
  )
}

function isMade(each: AppMiddleware): each is Dependency<Middleware, 'app'> {
  return typeof each !== 'function'
}

function noMiddleware(where: string): DefinitionError {
  return new DefinitionError({
    code: 'NOT_A_DEPENDENCY',
    where,
    cause: "'middleware' lists something that is neither a function nor a singleton",
    remedy: 'list functions of the exchange and of next, or what singleton() made and gives such a function',
  })
}
