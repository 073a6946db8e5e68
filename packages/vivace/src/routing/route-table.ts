import { addRoute, createRouter, findAllRoutes, findRoute, type RouterContext } from 'rou3'
import { HttpError } from '../errors/index.ts'
import { decodePercent, type Method } from '../http/index.ts'
import type { PathTemplate } from './path-template.ts'

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

interface Found<Target> {
  readonly data: Entry<Target>
  readonly params?: Readonly<Record<string, string>> | undefined
}

const noValues: readonly string[] = []

/**
 * Finds the target of a method and a path. Fixed segments win over parameters, parameters over `{rest*}`,
 * whatever the order of registration. A path that ends in `/` is not the path without it.
 *
 *     table.add('GET', parsePathTemplate('/items/{id}'), operation)
 *     table.find('GET', '/items/7')    // { target: operation, values: ['7'] }
 *
 * The search itself is rou3's (docs/decisions/0001-router.md).
 */
export class RouteTable<Target> {
  readonly #fixed = new Map<string, Map<string, RouteMatch<Target>>>()
  /** Templates like `/items/{id}`, by what stands before the parameter and by method. */
  readonly #endings = new Map<string, Map<string, Entry<Target>>>()
  /** Where other templates compete for the last segment: `/items/{id}.json`. */
  readonly #contested = new Set<string>()
  readonly #patterns: RouterContext<Entry<Target>> = createRouter()
  readonly #taken = new Map<string, PathTemplate>()

  /** Adds a route, or answers the template that already has its place. */
  add(method: Method, template: PathTemplate, target: Target): PathTemplate | undefined {
    const place = `${method} ${template.pattern}`
    const taken = this.#taken.get(place)
    if (taken !== undefined) return taken
    this.#taken.set(place, template)
    const entry = { target, template }
    if (template.parameters.length > 0) {
      if (!this.#addEnding(method, entry)) this.#addPattern(method, entry)
      return undefined
    }
    const methods = this.#fixed.get(template.text) ?? new Map<string, RouteMatch<Target>>()
    this.#fixed.set(template.text, methods.set(method, { target, values: noValues }))
    if (!isPlain(template.text)) this.#addPattern(method, entry)
    return undefined
  }

  /** Throws 400 for a parameter that is not well-formed UTF-8. */
  find(method: string, path: string): RouteMatch<Target> | undefined {
    const fixed = this.#fixed.get(path)?.get(method)
    if (fixed !== undefined) return fixed
    const ending = this.#endingOf(method, path)
    if (ending !== undefined) {
      const [name = ''] = ending.template.parameters
      return { target: ending.target, values: [valueOf(name, path.slice(path.lastIndexOf('/') + 1))] }
    }
    const found = findRoute(this.#patterns, method, path)
    if (found === undefined) return undefined
    if (endsAlike(path, found.data.template)) return matchOf(path, found)
    const other = findAllRoutes(this.#patterns, method, path).findLast(({ data }) =>
      endsAlike(path, data.template),
    )
    return other === undefined ? undefined : matchOf(path, other)
  }

  /** The methods that this path has routes for, of those asked. */
  methodsAt(path: string, methods: readonly Method[]): Method[] {
    const fixed = this.#fixed.get(path)
    return methods.filter(
      (method) =>
        fixed?.has(method) === true ||
        this.#endingOf(method, path) !== undefined ||
        findAllRoutes(this.#patterns, method, path).some(({ data }) => endsAlike(path, data.template)),
    )
  }

  /** What is found without a search is not in its tree, which would grow with every route. */
  #addPattern(method: string, entry: Entry<Target>): void {
    addRoute(this.#patterns, method, entry.template.pattern, entry)
  }

  /** Whether the template is one that is found by what stands before its one parameter. */
  #addEnding(method: Method, entry: Entry<Target>): boolean {
    const { pattern, rest } = entry.template
    const end = pattern.lastIndexOf('/') + 1
    const before = pattern.slice(0, end)
    if (!isPlain(before) || rest !== undefined) return false
    const methods = this.#endings.get(before) ?? new Map<string, Entry<Target>>()
    if (pattern.slice(end) === ':p0' && !this.#contested.has(before)) {
      this.#endings.set(before, methods.set(method, entry))
      return true
    }
    this.#contested.add(before)
    this.#endings.delete(before)
    for (const [known, other] of methods) this.#addPattern(known, other)
    return false
  }

  /** The one parameter at the end that most routes have; a search by segments costs half a microsecond more. */
  #endingOf(method: string, path: string): Entry<Target> | undefined {
    const end = path.lastIndexOf('/') + 1
    return end === path.length ? undefined : this.#endings.get(path.slice(0, end))?.get(method)
  }
}

// Everything else may be spelled otherwise on the wire, as `/niños` is `/ni%C3%B1os`, or means something in a pattern.
function isPlain(literal: string): boolean {
  return /^[\w./~-]*$/.test(literal)
}

// rou3 takes "/items/7/" for "/items/:id"; a guard or a proxy that compares paths does not.
function endsAlike(path: string, { text, rest }: PathTemplate): boolean {
  return rest !== undefined || path.endsWith('/') === text.endsWith('/')
}

/** Longer ones are no names or ids that an API has; `{rest*}` has the limit of the URL. */
const longestParameter = 256

function matchOf<Target>(path: string, found: Found<Target>): RouteMatch<Target> {
  const { target, template } = found.data
  const values = template.parameters.map((name, index) => {
    const text = found.params?.[`p${index}`] ?? ''
    if (name === template.rest) return decodePercent(path.endsWith('/') ? `${text}/` : text)
    return valueOf(name, text)
  })
  return { target, values }
}

function valueOf(name: string, text: string): string {
  const value = decodePercent(text)
  if (value.length > longestParameter) throw tooLong(name)
  return value
}

function tooLong(name: string): HttpError {
  return new HttpError(414, { code: 'uri-too-long', detail: `The path parameter '${name}' is too long.` })
}
