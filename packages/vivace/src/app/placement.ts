import type { Declaration, PlacedOptions, PlacedRoute } from '../operations/index.ts'
import { parsePathTemplate } from '../routing/index.ts'
import type { Guard } from './inherited-guard.ts'
import type { RouterOptions } from './router-options.ts'

/** What the routers around a route have given so far. */
export interface Placement extends Omit<PlacedOptions, 'access'> {
  readonly prefix: string
  /** What is asked on routes that are not public. */
  readonly guard?: Guard
  readonly isPublic: boolean
  /** The routers themselves: none is inside itself. */
  readonly routers: readonly unknown[]
}

/** Where no router is around. */
export const nowhere: Placement = {
  prefix: '',
  tags: [],
  guards: [],
  errors: [],
  deprecated: false,
  versionSuffix: '',
  hidden: false,
  isPublic: false,
  routers: [],
}

/** What is given to the routes of a router that is placed. */
export function within(outer: Placement, options: RouterOptions): Placement {
  const { deprecated = false, version } = options
  const deprecation = typeof deprecated === 'object' ? deprecated : outer.deprecation
  const guard = options.guard ?? outer.guard
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
    ...(guard === undefined ? {} : { guard }),
    // What is around a guard cannot have meant what that guards.
    isPublic: options.public ?? (options.guard === undefined && outer.isPublic),
    routers: outer.routers,
  }
}

/** A route in its place. */
export function place<Declared extends Declaration>(
  route: Declared,
  placement: Placement,
): PlacedRoute<Declared> {
  const { options } = route['~vivace']
  const {
    prefix,
    guard,
    isPublic,
    routers: _routers,
    ...rest
  } = within(placement, {
    ...(options.tags === undefined ? {} : { tags: options.tags }),
    ...(options.dependencies === undefined ? {} : { dependencies: options.dependencies }),
    ...(options.errors === undefined ? {} : { errors: options.errors }),
    deprecated: options.deprecated ?? false,
    ...(options.audience === undefined ? {} : { audience: options.audience }),
    hidden: options.hidden ?? false,
    ...(options.public === undefined ? {} : { public: options.public }),
  })
  // With an empty path the route is the prefix itself: '/users' and not '/users/'.
  const placed = { route, template: parsePathTemplate(prefix + route.path), ...rest }
  if (guard === undefined) return placed
  if (isPublic) return { ...placed, access: 'public' }
  // It comes before what its routers and the app ask: whoever it does not let in learns nothing else.
  return { ...placed, access: 'guarded', guards: union([guard], rest.guards) }
}

function union<One>(first: readonly One[], second: readonly One[] = []): readonly One[] {
  return [...new Set([...first, ...second])]
}

function suffixOf(version: string | undefined): string {
  return version === undefined ? '' : `V${version.replaceAll(/[^\da-z]/gi, '_')}`
}
