import { DefinitionError } from '../errors/index.ts'
import type { DependencyDefinition } from './dependency.ts'
import type { Overrides } from './overrides.ts'

/** A dependency under a name that people know: its function's, or else the input's that it is needed as. */
interface Named {
  readonly definition: DependencyDefinition
  readonly name: string
}

/**
 * The dependencies of some dependencies, each after its own inputs, each once.
 *
 * Throws `DefinitionError` `DEPENDENCY_CYCLE`, since an override may well name what it replaces, and
 * `LIFETIME_TOO_SHORT` for a singleton that needs what lives for one request.
 */
export function inMakingOrder(
  roots: readonly DependencyDefinition[],
  overrides: Overrides,
): DependencyDefinition[] {
  const done = new Set<DependencyDefinition>()
  const under: Named[] = []

  function visit(definition: DependencyDefinition, inputName: string): void {
    const named = { definition, name: definition.name || inputName }
    const start = under.findIndex((one) => one.definition === definition)
    if (start !== -1) throw cycle([named, ...under.slice(start + 1), named])
    if (done.has(definition)) return
    under.push(named)
    for (const [name, input] of Object.entries(definition.inputs)) {
      const needed = overrides.definitionOf(input)
      if (definition.lifetime === 'app' && needed?.lifetime !== 'app') throw tooShort(named, name)
      if (needed !== undefined) visit(needed, name)
    }
    under.pop()
    done.add(definition)
  }

  for (const root of roots) visit(root, 'a dependency')
  return [...done]
}

function cycle(path: readonly Named[]): DefinitionError {
  return new DefinitionError({
    code: 'DEPENDENCY_CYCLE',
    where: `Dependency '${path[0]?.name ?? ''}'`,
    cause: `it needs itself: ${path.map(({ name }) => name).join(' -> ')}`,
    remedy: 'let one of them get what it needs from another input; an override cannot name what it replaces',
  })
}

function tooShort(singleton: Named, input: string): DefinitionError {
  return new DefinitionError({
    code: 'LIFETIME_TOO_SHORT',
    where: `Singleton '${singleton.name}'`,
    cause: `its input '${input}' lives for one request, but a singleton lives as long as the app`,
    remedy: `make it a dependency(), or take '${input}' from a singleton`,
  })
}
