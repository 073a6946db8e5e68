import type { Dependency } from '../dependencies/index.ts'
import type { DefinedError } from '../errors/index.ts'
import type { Deprecation } from '../operations/index.ts'
import type { Guard } from './inherited-guard.ts'

/** What a router gives to all of its routes. */
export interface RouterOptions<Prefix extends string = string> {
  /** Stands before every path; begins with `/` and does not end with it. */
  readonly prefix?: Prefix
  readonly tags?: readonly string[]
  /**
   * Makes routes and channels private: it is asked first, on every one that does not say `public: true`. Routers inside may
   * have one of their own instead.
   */
  readonly guard?: Guard
  /**
   * Whether the guard around is not asked. What is said nearest to a route counts, and a router with a guard of its own is
   * not public because of one around it. Says nothing where there is no guard.
   */
  readonly public?: boolean
  /** Further guards of every route, before the route's own. */
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
