import type { DependencyDefinition } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import { type Method, methods } from '../http/index.ts'
import {
  compileOperation,
  type CompileContext,
  type Operation,
  type PlacedRoute,
  type Plan,
} from '../operations/index.ts'
import { type RouteMatch, RouteTable } from '../routing/index.ts'

/** An operation and the plan that its requests run. */
export interface LinkedOperation {
  readonly operation: Operation
  /** Without the singletons until `link` has put them in; no request comes before. */
  plan: Plan
}

/** Every operation of an app, compiled, and found by method and path. */
export class OperationTable {
  readonly operations: readonly LinkedOperation[]
  readonly #table = new RouteTable<LinkedOperation>()

  /** Throws `DefinitionError` for everything that can be known before a request. */
  constructor(routes: readonly PlacedRoute[], context: CompileContext) {
    this.operations = routes.map((placed) => {
      const operation = compileOperation(placed, context)
      const linked: LinkedOperation = { operation, plan: operation.link(() => undefined) }
      const taken = this.#table.add(placed.route.method, placed.template, linked)
      if (taken !== undefined) throw duplicate(placed, taken.text)
      return linked
    })
  }

  /** The singletons that the operations need. */
  singletons(): DependencyDefinition[] {
    return [...new Set(this.operations.flatMap(({ operation }) => operation.singletons))]
  }

  /** Puts the singletons into the plans. */
  link(valueOf: (definition: DependencyDefinition) => unknown): void {
    for (const linked of this.operations) linked.plan = linked.operation.link(valueOf)
  }

  /** A HEAD request is a GET whose body is not sent (RFC 9110, section 9.3.2). */
  find(method: string, path: string): RouteMatch<LinkedOperation> | undefined {
    return this.#table.find(method, path) ?? (method === 'HEAD' ? this.#table.find('GET', path) : undefined)
  }

  /** The methods of a path for an Allow header; empty if the path is unknown. */
  allowed(path: string): string[] {
    const found = this.#table.methodsAt(path, methods)
    if (found.length === 0) return []
    const all = new Set<Method>([...found, 'OPTIONS'])
    if (all.has('GET')) all.add('HEAD')
    return methods.filter((method) => all.has(method))
  }
}

function duplicate({ route, template }: PlacedRoute, taken: string): DefinitionError {
  return new DefinitionError({
    code: 'DUPLICATE_ROUTE',
    where: `${route.method} ${template.text}`,
    cause: `${route.method} ${taken} is there already and takes the same paths`,
    remedy: 'remove one of them, or give one another path or method',
  })
}
