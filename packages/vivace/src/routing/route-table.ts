import { HttpError } from '../errors/index.ts'
import type { Method } from '../http/index.ts'
import type { PathTemplate } from './path-template.ts'
import { RouteTree } from './route-tree.ts'
import { segmentKey } from './segment.ts'

/** A route that a path and a method lead to. */
export interface RouteMatch<Target> {
  readonly target: Target
  /** The parameters' values, decoded, in the order of the template. */
  readonly values: readonly string[]
}

interface Entry<Target> {
  readonly target: Target
  readonly template: PathTemplate
}

const noValues: readonly string[] = []

/**
 * Finds the target of a method and a path. Fixed segments win over parameters, parameters over `{rest*}`, the first
 * segment in which two templates differ decides, and the order of registration does not matter. A path that ends in
 * `/` is not the path without it.
 *
 *     table.add('GET', parsePathTemplate('/items/{id}'), operation)
 *     table.find('GET', '/items/7')    // { target: operation, values: ['7'] }
 *
 * Why it is our own: docs/decisions/0115-routes-are-a-tree-of-segments.md.
 */
export class RouteTable<Target> {
  /** Paths without parameters, as they are on the wire, which nothing wins over. */
  readonly #fixed = new Map<string, Map<string, RouteMatch<Target>>>()
  readonly #tree = new RouteTree<Entry<Target>>()
  readonly #taken = new Map<string, PathTemplate>()

  /** Adds a route, or answers the template that already has its place. */
  add(method: Method, template: PathTemplate, target: Target): PathTemplate | undefined {
    const path = `/${template.segments.map(segmentKey).join('/')}`
    const place = `${method} ${path} ${template.rest !== undefined}`
    const taken = this.#taken.get(place)
    if (taken !== undefined) return taken
    this.#taken.set(place, template)
    if (template.parameters.length > 0) {
      this.#tree.add(method, template, { target, template })
      return undefined
    }
    const methods = this.#fixed.get(path) ?? new Map<string, RouteMatch<Target>>()
    methods.set(method, { target, values: noValues })
    for (const spelling of [path, template.text]) this.#fixed.set(spelling, methods)
    return undefined
  }

  /** Throws 400 for a parameter that is not well-formed UTF-8, and 414 for one that is too long. */
  find(method: string, path: string): RouteMatch<Target> | undefined {
    const fixed = this.#fixed.get(path)?.get(method)
    if (fixed !== undefined) return fixed
    const values: string[] = []
    const found = this.#tree.find({ method, path, values }, 1)
    if (found === undefined) return undefined
    checkLengths(found.template, values)
    return { target: found.target, values }
  }

  /** The methods that this path has routes for, of those asked. */
  methodsAt(path: string, methods: readonly Method[]): Method[] {
    const fixed = this.#fixed.get(path)
    return methods.filter(
      (method) =>
        fixed?.has(method) === true || this.#tree.find({ method, path, values: [] }, 1) !== undefined,
    )
  }
}

/** Longer ones are no names or ids that an API has; `{rest*}` has the limit of the URL. */
const longestParameter = 256

function checkLengths({ parameters, rest }: PathTemplate, values: readonly string[]): void {
  for (let at = 0; at < values.length; at += 1) {
    if ((values[at] ?? '').length <= longestParameter || parameters[at] === rest) continue
    const detail = `The path parameter '${parameters[at]}' is too long.`
    throw new HttpError(414, { code: 'uri-too-long', detail })
  }
}
