import type { OpenApiVersion } from './open-api-version.ts'
import type { NamedOperation } from './operation-ids.ts'

/** Where an operation stands in the document. */
export interface PathPlace {
  /** The key in `paths`: `/files/{rest}`. */
  readonly key: string
  /** The key in the Path Item: `get`. */
  readonly method: string
  /** The template's parameters, as the document calls them, by their names in the operation. */
  readonly parameters: ReadonlyMap<string, string>
}

const parameterPattern = /\{([^{}*]*)\*?\}/g

/**
 * Finds the place of each operation. OpenAPI knows no rest parameters and no two templates that differ only in
 * parameter names (3.1, section 4.8.8), so `/files/{rest*}` is `/files/{rest}`, and the first names are used
 * for all operations of one shape.
 */
export class PathKeys {
  readonly #names = new Map<string, readonly string[]>()
  readonly #taken = new Set<string>()
  readonly #queryKey: string

  constructor(version: OpenApiVersion = '3.1') {
    this.#queryKey = version === '3.1' ? 'x-query' : 'query'
  }

  place({ operation, operationId }: NamedOperation): PathPlace {
    const own = [...operation.path.matchAll(parameterPattern)].map(([, name = '']) => name)
    const shape = operation.path.replace(parameterPattern, '{}')
    const names = this.#names.get(shape) ?? own
    this.#names.set(shape, names)
    const parameters = new Map(own.map((name, at) => [name, names[at] ?? name]))
    const method = operation.method === 'QUERY' ? this.#queryKey : operation.method.toLowerCase()
    const key = operation.path.replace(
      parameterPattern,
      (_, name: string) => `{${parameters.get(name) ?? name}}`,
    )
    if (!this.#taken.has(`${method} ${key}`)) {
      this.#taken.add(`${method} ${key}`)
      return { key, method, parameters }
    }
    // "/files/{name}" and "/files/{rest*}" with one method: a fragment keeps both; clients do not send it.
    const path = operation.path.replace(parameterPattern, '{$1}')
    return { key: `${path}#${operationId}`, method, parameters: new Map(own.map((name) => [name, name])) }
  }
}
