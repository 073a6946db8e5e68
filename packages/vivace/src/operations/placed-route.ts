import type { Dependency } from '../dependencies/index.ts'
import type { DefinedError } from '../errors/index.ts'
import type { Deprecation } from './deprecation.ts'
import type { PathTemplate } from '../routing/index.ts'
import type { PlainHandler, PlainRouteOptions, Route } from './route.ts'

/** What declares inputs and a handler under a path: a route, or a channel. */
export interface Declaration {
  /** For messages: `GET`, `WEBSOCKET`. */
  readonly method: string
  readonly path: string
  readonly '~vivace': { readonly options: PlainRouteOptions; readonly handler: PlainHandler }
}

/** What the app and its routers give to a route, and what it has itself. */
export interface PlacedOptions {
  readonly tags: readonly string[]
  /** The guard around it, then the guards of the app, its routers and the route, in this order. */
  readonly guards: readonly Dependency[]
  readonly errors: readonly DefinedError[]
  readonly deprecated: boolean
  /** What is said of the deprecation, the nearest; absent where it is no more than that it is one. */
  readonly deprecation?: Deprecation
  /** The documents that name it; absent for all. */
  readonly audiences?: readonly string[]
  /** Added to the operation's id, so that it has another one in each version. */
  readonly versionSuffix: string
  readonly hidden: boolean
  /** Whether the guard that is around it is asked; absent where there is none. */
  readonly access?: 'guarded' | 'public'
}

/** A route in its place: what its routers and its app add to it. */
export interface PlacedRoute<Declared extends Declaration = Route> extends PlacedOptions {
  readonly route: Declared
  readonly template: PathTemplate
}
