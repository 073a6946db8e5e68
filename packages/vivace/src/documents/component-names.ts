import type { Direction } from '../schema/index.ts'
import type { SchemaName } from './schema-graph.ts'

/** A component as far as its name goes. */
export interface NamelessComponent {
  /** The name that the schema has of itself. */
  readonly name: SchemaName | undefined
  /** What it is called if it has none. */
  readonly hint: string
  /** In which directions it is used. */
  readonly uses: ReadonlyMap<Direction, unknown>
}

/**
 * What components of one name want to be called: `User`; `User-Input` and `User-Output` if they are the two
 * sides of one schema; `User` each otherwise, to be told apart by numbers.
 */
export function wantedNames<Component extends NamelessComponent>(
  components: readonly Component[],
): [Component, string][] {
  const sides = new Set(components.map(({ uses }) => [...uses.keys()].join()))
  const areSides = components.length === 2 && sides.has('input') && sides.has('output')
  return components.map((component) => {
    if (component.name === undefined) return [component, component.hint]
    const name = componentKey(component.name.text)
    if (!areSides) return [component, name]
    return [component, `${name}-${component.uses.has('input') ? 'Input' : 'Output'}`]
  })
}

/**
 * A name as a key of components, which are of a few characters alone (OpenAPI 3.1, section 4.8.7).
 *
 *     componentKey('User of the shop')                     // 'User_of_the_shop'
 *     componentKey('https://example.com/schemas/user')     // 'user'
 */
export function componentKey(name: string): string {
  const isUrl = /^[a-z][a-z\d+.-]*:\/\//i.test(name)
  const text = isUrl
    ? (name
        .replace(/[?#].*$/s, '')
        .split('/')
        .at(-1) ?? name)
    : name
  return text.replace(/[^A-Za-z\d._-]+/g, '_') || 'Schema'
}
