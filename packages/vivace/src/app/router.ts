import { type Channel, type DefineChannel, defineChannel, type PlacedChannel } from '../channels/index.ts'
import { isDependency } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import { type DefineRoute, defineRoute, type PlacedRoute, type Route } from '../operations/index.ts'
import { nowhere, place, type Placement, within } from './placement.ts'
import type { IncludeOptions, RouterOptions } from './router-options.ts'

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
    checkGuard(options)
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
    checkGuard(options)
    checkGuard(options)
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

  /** What is around it where it stands for itself; an app has its guard there. */
  protected around(): Placement {
    return nowhere
  }

  #within(outer: Placement = this.around()): { entry: Route | Channel | Inclusion; placement: Placement }[] {
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

function checkGuard({ guard, prefix = '' }: RouterOptions): void {
  if (guard === undefined || (isDependency(guard) && guard['~vivace'].lifetime === 'request')) return
  throw new DefinitionError({
    code: 'NOT_A_DEPENDENCY',
    where: `The guard of the app, or of the router under '${prefix}'`,
    cause: 'it is not asked by each request: it is a singleton, a security scheme or no dependency at all',
    remedy:
      'give what dependency() made of the credential, and throw there: dependency({ token }, ({ token }) => …)',
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
