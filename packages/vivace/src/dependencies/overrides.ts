import { DefinitionError } from '../errors/index.ts'
import type { Input, Lifetime } from '../inputs/index.ts'
import { define, type Dependency, type DependencyDefinition, isDependency } from './dependency.ts'

/** What stands in for a dependency: a function without inputs, or a dependency of the same value. */
export type Replacement<Value, Scope extends Lifetime = Lifetime> =
  (() => Value | Promise<Value>) | Dependency<Value, Scope>

/** Which dependencies are replaced; the last replacement of one counts until it is undone. */
export class Overrides {
  readonly #replacements = new Map<DependencyDefinition, readonly DependencyDefinition[]>()
  /** The overrides of the app that this one is mounted in. */
  outer: Overrides | undefined = undefined
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Replaces a dependency and answers what undoes it. */
  add<Value>(original: Dependency<Value>, replacement: Replacement<Value>): () => void {
    const definition = definitionOf(original)
    const { lifetime } = definition
    const added =
      typeof replacement === 'function' ? define({}, replacement, { lifetime }) : definitionOf(replacement)
    this.#set(definition, [...this.#of(definition), added])
    return () => this.#set(definition, without(this.#of(definition), added))
  }

  #of(definition: DependencyDefinition): readonly DependencyDefinition[] {
    return this.#replacements.get(definition) ?? []
  }

  #set(definition: DependencyDefinition, replacements: readonly DependencyDefinition[]): void {
    this.#replacements.set(definition, replacements)
    this.#changed()
  }

  /** What is really made for a dependency. */
  resolve(definition: DependencyDefinition): DependencyDefinition {
    return this.#of(definition).at(-1) ?? this.outer?.resolve(definition) ?? definition
  }

  /** What is really made for an input; `undefined` when it is read rather than made. */
  definitionOf(input: Input): DependencyDefinition | undefined {
    return isDependency(input) ? this.resolve(input['~vivace'].dependency) : undefined
  }
}

// One replacement may stand there twice: undoing it takes one of them away.
function without(
  all: readonly DependencyDefinition[],
  one: DependencyDefinition,
): readonly DependencyDefinition[] {
  const at = all.lastIndexOf(one)
  return all.filter((_, index) => index !== at)
}

function definitionOf(given: Dependency): DependencyDefinition {
  if (isDependency(given)) return given['~vivace'].dependency
  throw new DefinitionError({
    code: 'NOT_A_DEPENDENCY',
    where: 'override()',
    cause: 'only what dependency() or singleton() made can be replaced, by a function or by another of them',
    remedy: 'wrap what you want to replace in a dependency(), and its value in a function',
  })
}
