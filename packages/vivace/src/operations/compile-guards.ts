import type { DependencyDefinition, Overrides } from '../dependencies/index.ts'
import type { Input } from '../inputs/index.ts'
import { guardStep } from './make-values.ts'
import type { Declaration, PlacedRoute } from './placed-route.ts'
import type { Step } from './plan.ts'
import type { PlanBuilder } from './plan-builder.ts'
import { parseBody } from './read-body.ts'
import { readForm } from './read-form.ts'

/** What a route asks before it judges anything. */
export interface Guards {
  readonly steps: readonly Step[]
  /** The slots of the handler's inputs that are guards. */
  readonly named: ReadonlyMap<string, number>
  /** Whether one of them needs the parsed body, so that it is parsed already. */
  readonly parseBody: boolean
}

/** Compiles the guards, one step for each: the next is not asked before this one has let the request in. */
export function compileGuards(
  placed: PlacedRoute<Declaration>,
  builder: PlanBuilder,
  overrides: Overrides,
): Guards {
  const { route, template, guards } = placed
  const where = `${route.method} ${template.text}`
  const steps: Step[] = []
  const named = new Map<string, number>()
  let isParsed = false

  function add(input: Input, name: string): number {
    const slot = builder.slotOf(input, name, { owner: where, scopes: [] })
    builder.demand(input)
    const { readers, nodes, needsBody, needsForm } = builder.take()
    if (needsBody && !isParsed) steps.push(parseBody)
    isParsed ||= needsBody
    if (needsForm) steps.push(readForm(builder, route['~vivace'].options))
    if (nodes.length > 0 || readers.length > 0) steps.push(guardStep(readers, nodes, builder.canFail))
    return slot
  }

  for (const guard of guards) add(guard, 'a guard')
  for (const [name, input] of Object.entries(route['~vivace'].options.inputs ?? {})) {
    if (isGuarding(input, overrides)) named.set(name, add(input, name))
  }
  return { steps, named, parseBody: isParsed }
}

// A security scheme, or a dependency that uses one directly or through others.
function isGuarding(input: Input, overrides: Overrides, seen = new Set<DependencyDefinition>()): boolean {
  const definition = overrides.definitionOf(input)
  if (definition === undefined) return input['~vivace'].source?.phase === 'guard'
  if (seen.has(definition)) return false
  seen.add(definition)
  return Object.values(definition.inputs).some((needed) => isGuarding(needed, overrides, seen))
}
