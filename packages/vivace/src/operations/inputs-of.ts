import { type DependencyDefinition, isDependency, type Overrides } from '../dependencies/index.ts'
import { DefinitionError } from '../errors/index.ts'
import { type Input, isInput } from '../inputs/index.ts'
import type { Declaration, PlacedRoute } from './placed-route.ts'

/** An input and the name that it has in its record. */
export interface NamedInput {
  readonly name: string
  readonly input: Input
}

/**
 * Every input of a route: of its guards, of its handler, and of all their dependencies, those of each once.
 * Nothing else may look at the records before this has: JavaScript can put anything into them.
 *
 * Throws `DefinitionError` for what is no input.
 */
export function inputsOf(
  { route, template, guards }: PlacedRoute<Declaration>,
  overrides: Overrides,
): readonly NamedInput[] {
  const where = `${route.method} ${template.text}`
  const found: NamedInput[] = []
  const seen = new Set<DependencyDefinition>()

  function visit(inputs: Readonly<Record<string, unknown>>, owner: string): void {
    for (const [name, input] of Object.entries(inputs)) {
      checkName(name, owner)
      if (!isInput(input)) throw notAnInput(name, owner)
      found.push({ name, input })
      follow(input, name)
    }
  }

  function follow(input: Input, name: string): void {
    const definition = overrides.definitionOf(input)
    if (definition === undefined || seen.has(definition)) return
    seen.add(definition)
    visit(definition.inputs, `${where}, dependency '${definition.name || name}'`)
  }

  for (const guard of guards) {
    if (!isDependency(guard)) throw notADependency(where)
    follow(guard, 'a guard')
  }
  visit(route['~vivace'].options.inputs ?? {}, where)
  return found
}

function checkName(name: string, owner: string): void {
  if (name !== '__proto__' && name !== 'constructor' && name !== 'prototype') return
  throw new DefinitionError({
    code: 'INPUT_NAME_FORBIDDEN',
    where: owner,
    cause: `an input is named '${name}', which means something else to JavaScript`,
    remedy: "choose another name and give the source { name: '…' } for the one on the wire",
  })
}

/** What is said of a value that stands where an input belongs. */
export function notAnInput(name: string, owner: string): DefinitionError {
  return new DefinitionError({
    code: 'INPUT_NOT_AN_INPUT',
    where: owner,
    cause: `'${name}' is not an input`,
    remedy: 'wrap schemas in path(), query(), header(), cookie() or body(), and functions in dependency()',
  })
}

function notADependency(where: string): DefinitionError {
  return new DefinitionError({
    code: 'NOT_A_DEPENDENCY',
    where,
    cause: "'dependencies' of the route, its routers or its app lists something that is not a dependency",
    remedy: 'list what dependency() made; a security scheme alone checks nothing but that it is there',
  })
}
