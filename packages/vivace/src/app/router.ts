import { type Channel, type DefineChannel, defineChannel, type PlacedChannel } from '../channels/index.ts'
import type { Dependency } from '../dependencies/index.ts'
import { type DefinedError, DefinitionError } from '../errors/index.ts'
import {
  type Declaration,
  type DefineRoute,
  type Deprecation,
  defineRoute,
  type PlacedOptions,
  type PlacedRoute,
  type Route,
} from '../operations/index.ts'
import { parsePathTemplate } from '../routing/index.ts'

/** What a router gives to all of its routes. */
export interface RouterOptions<Prefix extends string = string> {
  /** Stands before every path; begins with `/` and does not end with it. */
  readonly prefix?: Prefix
  readonly tags?: readonly string[]
  /** Guards of every route, before the route's own. */
  readonly dependencies?: readonly Dependency[]
  /** Errors that every route can end in. */
  readonly errors?: readonly DefinedError[]
  /** Whether clients should use something else; with dates, the answers say so as well (RFC 9745, RFC 8594). */
  readonly deprecated?: boolean | Deprecation
  /**
   * The version of the API that the routes belong to: `'2'` is `/v2` before the prefix, and `V2` after the id of
   * each operation, so that one router can be included in two versions.
   */
  readonly version?: string
  /** The documents that name the routes, as `App({ documents })` has them; a route's own come instead. */
  readonly audience?: string | readonly string[]
  /** Leaves every route out of the documents. */
  readonly hidden?: boolean
}

/** What an inclusion adds to the router's own options. */
export type IncludeOptions = RouterOptions

/** Routes and channels as a record: `{ listUsers, readUser, chat }`; each key is the operation's id where the route has none. */
export type RouteRecord = Readonly<Record<string, Route | Channel>>

/**
 * Routes under one prefix, with tags, guards and errors in common.
 *
 *     export const users = new Router({ prefix: '/users', tags: ['Users'], dependencies: [currentUser] })
 *     users.get('/me', { inputs: { user: currentUser }, returns: User }, ({ user }) => user)
 *     app.include(users, { prefix: '/api/v1' })
 */
export class Router<const Prefix extends string = ''> implements Routed {
  readonly get: DefineRoute<'GET', Prefix> = this.#definer('GET')
  readonly head: DefineRoute<'HEAD', Prefix> = this.#definer('HEAD')
  readonly post: DefineRoute<'POST', Prefix> = this.#definer('POST')
  readonly put: DefineRoute<'PUT', Prefix> = this.#definer('PUT')
  readonly patch: DefineRoute<'PATCH', Prefix> = this.#definer('PATCH')
  readonly delete: DefineRoute<'DELETE', Prefix> = this.#definer('DELETE')
  readonly options: DefineRoute<'OPTIONS', Prefix> = this.#definer('OPTIONS')
  readonly query: DefineRoute<'QUERY', Prefix> = this.#definer('QUERY')
  readonly websocket: DefineChannel<Prefix> = this.#channelDefiner()
  readonly #options: RouterOptions
  readonly #entries: (Route | Channel | Inclusion)[] = []

  constructor(options: RouterOptions<Prefix> = {}) {
    checkPrefix(options.prefix)
    checkVersion(options.version)
    this.#options = options
  }

  /** Adds routes and channels that were declared as values: one, or a record of them. */
  add(routes: Route | Channel | RouteRecord): this {
    if (isRoute(routes)) this.#add(routes)
    else for (const [name, route] of Object.entries(routes)) this.#add(named(route, name))
    return this
  }

  /** Adds the routes of another router, also those that it gets later. */
  include(router: Routed, options: IncludeOptions = {}): this {
    checkPrefix(options.prefix)
    checkVersion(options.version)
    this.#add({ router, options })
    return this
  }

  /** Every route in its place, in order of declaration. */
  placed(outer?: Placement): PlacedRoute[] {
    return this.#within(outer).flatMap(({ entry, placement }) => {
      if ('router' in entry) return entry.router.placed(within(placement, entry.options))
      return isChannel(entry) ? [] : [place(entry, placement)]
    })
  }

  /** Every channel in its place, in order of declaration. */
  placedChannels(outer?: Placement): PlacedChannel[] {
    return this.#within(outer).flatMap(({ entry, placement }) => {
      if ('router' in entry) return entry.router.placedChannels(within(placement, entry.options))
      return isChannel(entry) ? [place(entry, placement)] : []
    })
  }

  /** What happens before a route is added; the app refuses routes once it has started. */
  protected beforeAdd(): void {
    return undefined
  }

  #within(outer: Placement = nowhere): { entry: Route | Channel | Inclusion; placement: Placement }[] {
    if (outer.routers.includes(this)) throw includesItself(outer.prefix)
    const placement = within({ ...outer, routers: [...outer.routers, this] }, this.#options)
    return this.#entries.map((entry) => ({ entry, placement }))
  }

  #add(entry: Route | Channel | Inclusion): void {
    this.beforeAdd()
    this.#entries.push(entry)
  }

  #channelDefiner(): DefineChannel<Prefix> {
    // As with routes.
    const defineHere: DefineChannel<Prefix> = (path, options, handler) => {
      const channel = defineChannel(path, options as never, handler as never)
      this.#add(channel)
      return channel as never
    }
    return defineHere
  }

  #definer<M extends Route['method']>(method: M): DefineRoute<M, Prefix> {
    const define = defineRoute(method)
    // The prefix has checked the inputs; the route itself is the same with or without it.
    const defineHere: DefineRoute<M, Prefix> = (path, options, handler) => {
      const route = define(path, options as never, handler as never)
      this.#add(route)
      return route as never
    }
    return defineHere
  }
}

/** Whatever has routes: a router of any prefix, an app. */
export interface Routed {
  placed(outer?: Placement): PlacedRoute[]
  placedChannels(outer?: Placement): PlacedChannel[]
}

interface Inclusion {
  readonly router: Routed
  readonly options: IncludeOptions
}

/** What the routers around a route have given so far. */
export interface Placement extends PlacedOptions {
  readonly prefix: string
  readonly routers: readonly Routed[]
}

const nowhere: Placement = {
  prefix: '',
  tags: [],
  guards: [],
  errors: [],
  deprecated: false,
  versionSuffix: '',
  hidden: false,
  routers: [],
}

function within(outer: Placement, options: RouterOptions): Placement {
  const { deprecated = false, version } = options
  const deprecation = typeof deprecated === 'object' ? deprecated : outer.deprecation
  const audiences = options.audience === undefined ? outer.audiences : [options.audience].flat()
  return {
    prefix: `${outer.prefix}${version === undefined ? '' : `/v${version}`}${options.prefix ?? ''}`,
    versionSuffix: outer.versionSuffix + suffixOf(version),
    tags: union(outer.tags, options.tags),
    guards: union(outer.guards, options.dependencies),
    errors: union(outer.errors, options.errors),
    deprecated: outer.deprecated || deprecated !== false,
    ...(deprecation === undefined ? {} : { deprecation }),
    ...(audiences === undefined ? {} : { audiences }),
    hidden: outer.hidden || options.hidden === true,
    routers: outer.routers,
  }
}

function place<Declared extends Declaration>(route: Declared, placement: Placement): PlacedRoute<Declared> {
  const { options } = route['~vivace']
  const {
    prefix,
    routers: _routers,
    ...rest
  } = within(placement, {
    ...(options.tags === undefined ? {} : { tags: options.tags }),
    ...(options.dependencies === undefined ? {} : { dependencies: options.dependencies }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
    deprecated: options.deprecated ?? false,
    ...(options.audience === undefined ? {} : { audience: options.audience }),
    hidden: options.hidden ?? false,
  })
  // With an empty path the route is the prefix itself: '/users' and not '/users/'.
  return { route, template: parsePathTemplate(prefix + route.path), ...rest }
}

function union<One>(first: readonly One[], second: readonly One[] = []): readonly One[] {
  return [...new Set([...first, ...second])]
}

function isRoute(routes: Route | Channel | RouteRecord): routes is Route | Channel {
  return '~vivace' in routes && 'method' in routes && typeof routes.method === 'string'
}

function isChannel(declared: Route | Channel): declared is Channel {
  return declared.method === 'WEBSOCKET'
}

function named(declared: Route | Channel, name: string): Route | Channel {
  if (isChannel(declared)) {
    const { options, handler } = declared['~vivace']
    return { ...declared, '~vivace': { handler, options: { operationId: name, ...options } } }
  }
  const { options, handler } = declared['~vivace']
  return { ...declared, '~vivace': { handler, options: { operationId: name, ...options }, key: name } }
}

function suffixOf(version: string | undefined): string {
  return version === undefined ? '' : `V${version.replaceAll(/[^\da-z]/gi, '_')}`
}

function checkVersion(version: string | undefined): void {
  if (version === undefined || /^\d[\w.-]*$/.test(version)) return
  throw new DefinitionError({
    code: 'PREFIX_INVALID',
    where: `Version '${version}'`,
    cause: 'a version begins with a digit and has digits, letters, "." and "-"',
    remedy: "write '2', '2.1' or '2026-01-01', without the v",
  })
}

function checkPrefix(prefix: string | undefined): void {
  if (prefix === undefined || prefix === '' || (prefix.startsWith('/') && !prefix.endsWith('/'))) return
  const name = prefix.replace(/^\/+|(?<!\/)\/+$/g, '')
  throw new DefinitionError({
    code: 'PREFIX_INVALID',
    where: `Prefix '${prefix}'`,
    cause: 'a prefix begins with "/" and does not end with it',
    remedy: name === '' ? 'leave it out' : `write '/${name}'`,
  })
}

function includesItself(prefix: string): DefinitionError {
  return new DefinitionError({
    code: 'ROUTER_INCLUDES_ITSELF',
    where: `Router under '${prefix}'`,
    cause: 'it includes itself, directly or through another router',
    remedy: 'include each router in one that is not inside it',
  })
}
