import { fail, finish, firstValue, type Yielded } from './cleanup.ts'
import type { DependencyDefinition } from './dependency.ts'
import { inMakingOrder } from './making-order.ts'
import type { Overrides } from './overrides.ts'

/** The singletons that one app needs, under its overrides. */
export interface SingletonDemand {
  readonly wanted: readonly DependencyDefinition[]
  readonly overrides: Overrides
}

/** A singleton and what it is made from: under other overrides it is another one. */
interface Recipe {
  readonly definition: DependencyDefinition
  readonly needs: ReadonlyMap<string, Recipe>
}

interface Made {
  readonly value: unknown
  readonly generator: Yielded | undefined
}

/** The singletons of an app and of all that is mounted in it: made once, in order, cleaned up in reverse. */
export class SingletonContainer {
  readonly #known = new Map<DependencyDefinition, Recipe[]>()
  readonly #recipes = new Map<Overrides, ReadonlyMap<DependencyDefinition, Recipe>>()
  readonly #made = new Map<Recipe, Made>()

  /** Makes what is not there yet. What is there but is made from something else now is made anew. */
  async start(demands: readonly SingletonDemand[]): Promise<void> {
    const wanted = new Set(demands.flatMap((demand) => [...this.#recipesOf(demand).values()]))
    const errors = await this.#drop(this.#stale(wanted))
    if (errors.length > 0) throw errors[0]
    for (const recipe of wanted) if (!this.#made.has(recipe)) await this.#make(recipe)
  }

  /** Cleans everything up, in reverse order. Every clean-up runs; answers what went wrong. */
  async stop(): Promise<unknown[]> {
    return this.#drop(new Set(this.#made.keys()))
  }

  /**
   * Undoes a start that failed half-way: the error is thrown in where a generator waits. Answers what else
   * went wrong meanwhile.
   */
  async abandon(error: unknown): Promise<unknown[]> {
    const errors: unknown[] = []
    for (const [recipe, { generator }] of [...this.#made].reverse()) {
      this.#made.delete(recipe)
      if (generator !== undefined) errors.push(await fail(generator, error))
    }
    return errors.filter((thrown) => thrown !== undefined)
  }

  /** The value of a singleton under the overrides of an app. */
  value(definition: DependencyDefinition, overrides: Overrides): unknown {
    const recipe = this.#recipes.get(overrides)?.get(definition)
    return recipe === undefined ? undefined : this.#made.get(recipe)?.value
  }

  #recipesOf({ wanted, overrides }: SingletonDemand): ReadonlyMap<DependencyDefinition, Recipe> {
    const recipes = new Map<DependencyDefinition, Recipe>()
    for (const definition of inMakingOrder(wanted, overrides)) {
      const needs = new Map<string, Recipe>()
      for (const [name, input] of Object.entries(definition.inputs)) {
        const needed = overrides.definitionOf(input)
        const need = needed === undefined ? undefined : recipes.get(needed)
        if (need !== undefined) needs.set(name, need)
      }
      recipes.set(definition, this.#recipe(definition, needs))
    }
    this.#recipes.set(overrides, recipes)
    return recipes
  }

  // Equal recipes are one, so that what is made by one is found by the other.
  #recipe(definition: DependencyDefinition, needs: ReadonlyMap<string, Recipe>): Recipe {
    const known = this.#known.get(definition) ?? []
    const same = known.find((recipe) => [...needs].every(([name, need]) => recipe.needs.get(name) === need))
    if (same !== undefined) return same
    const recipe = { definition, needs }
    this.#known.set(definition, [...known, recipe])
    return recipe
  }

  // What is merely not wanted for now, because it is replaced, stays for when the replacement is undone.
  #stale(wanted: ReadonlySet<Recipe>): ReadonlySet<Recipe> {
    const definitions = new Set([...wanted].map(({ definition }) => definition))
    const stale = new Set<Recipe>()
    for (const recipe of this.#made.keys()) {
      const isReplaced = definitions.has(recipe.definition) && !wanted.has(recipe)
      if (isReplaced || [...recipe.needs.values()].some((need) => stale.has(need))) stale.add(recipe)
    }
    return stale
  }

  async #make(recipe: Recipe): Promise<void> {
    const { definition, needs } = recipe
    const values = Object.fromEntries([...needs].map(([name, need]) => [name, this.#made.get(need)?.value]))
    const result = definition.make(values)
    // A generator function's call answers its generator.
    const generator = definition.isGenerator ? (result as Yielded) : undefined
    const value = await (generator === undefined ? result : firstValue(generator, nameOf(definition)))
    this.#made.set(recipe, { value, generator })
  }

  async #drop(dropped: ReadonlySet<Recipe>): Promise<unknown[]> {
    const errors: unknown[] = []
    for (const [recipe, { generator }] of [...this.#made].reverse()) {
      if (!dropped.has(recipe)) continue
      this.#made.delete(recipe)
      try {
        if (generator !== undefined) await finish(generator, nameOf(recipe.definition))
      } catch (error) {
        errors.push(error)
      }
    }
    return errors
  }
}

function nameOf({ name }: DependencyDefinition): string {
  return name === '' ? 'a singleton' : name
}
