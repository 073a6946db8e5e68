import { DefinitionError } from '../errors/index.ts'
import type { SecurityDescription } from '../inputs/source.ts'
import { isSameData } from './same-data.ts'

/** A security scheme as OpenAPI writes it. */
export type SecurityScheme = SecurityDescription['scheme']

/** Every scheme of one object is needed, and one object of a list is enough (OpenAPI 3.1, section 4.8.30). */
export type SecurityRequirement = Readonly<Record<string, readonly string[]>>

/** What demands security schemes. */
export interface Secured {
  readonly operation: { readonly security: readonly SecurityDescription[] }
  /** For messages: `POST /users`. */
  readonly where: string
}

/** The security schemes of a document, each under its one name. */
export class SecurityComponents {
  readonly #schemes = new Map<string, { readonly scheme: SecurityScheme; readonly where: string }>()

  /**
   * What an operation demands: all of its schemes together, and without the optional ones as well; of those that are
   * alternatives one.
   *
   *     bearer and an optional API key    // [{ bearer: [], key: [] }, { bearer: [] }]
   *     an optional API key               // [{ key: [] }, {}]
   *     bearer or an API key              // [{ bearer: [] }, { key: [] }]
   */
  write({ operation, where }: Secured): readonly SecurityRequirement[] {
    const scopes = new Map<string, Set<string>>()
    for (const use of operation.security) {
      this.#add(use, where)
      scopes.set(use.name, new Set([...(scopes.get(use.name) ?? []), ...use.scopes]))
    }
    if (scopes.size === 0) return []
    const all = [...scopes].map(([name, needed]) => [name, [...needed]] as const)
    const isNeeded = ([name]: Requirement): boolean =>
      operation.security.some((use) => use.name === name && use.optional !== true)
    const needed = all.filter(isNeeded)
    const choices = choicesOf(operation.security, all, isNeeded)
    const others = all.filter((one) => !choices.flat().includes(one))
    const requirements = (needed.length === others.length ? [others] : [others, needed]).flatMap((base) =>
      combined(base, choices),
    )
    return requirements.map((entries) => Object.fromEntries(entries))
  }

  /** The components, by name. */
  settle(): Record<string, SecurityScheme> {
    const schemes = [...this.#schemes].map(([name, { scheme }]) => [name, scheme] as const)
    return Object.fromEntries(schemes.sort(([left], [right]) => (left < right ? -1 : 1)))
  }

  #add({ name, scheme }: SecurityDescription, where: string): void {
    const known = this.#schemes.get(name)
    if (known === undefined) this.#schemes.set(name, { scheme, where })
    else if (!isSameData(known.scheme, scheme)) {
      const other = known.where === where ? 'another input of it' : known.where
      throw new DefinitionError({
        code: 'DUPLICATE_SECURITY_SCHEME',
        where,
        cause: `it uses a security scheme called '${name}', and ${other} uses a different one of that name`,
        remedy: "give one of them another name with { schemeName: '…' }, or use one scheme in both places",
      })
    }
  }
}

/** A scheme and the scopes that are demanded of it. */
type Requirement = readonly [name: string, scopes: readonly string[]]

/** The schemes of which one is enough, in groups; a group with one that is needed anyway leaves no choice. */
function choicesOf(
  uses: readonly SecurityDescription[],
  all: readonly Requirement[],
  isNeeded: (one: Requirement) => boolean,
): readonly (readonly Requirement[])[] {
  const groups = new Set(uses.flatMap(({ alternative }) => (alternative === undefined ? [] : [alternative])))
  const members = [...groups].map((group) =>
    all.filter(([name]) => uses.some((use) => use.name === name && use.alternative === group)),
  )
  return members.filter((group) => !group.some(isNeeded))
}

function combined(
  base: readonly Requirement[],
  choices: readonly (readonly Requirement[])[],
): readonly (readonly Requirement[])[] {
  return choices.reduce<readonly (readonly Requirement[])[]>(
    (lists, group) => lists.flatMap((list) => group.map((one) => [...list, one])),
    [base],
  )
}
