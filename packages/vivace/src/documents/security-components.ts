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
   * What an operation demands: all of its schemes together, and without the optional ones as well.
   *
   *     bearer and an optional API key    // [{ bearer: [], key: [] }, { bearer: [] }]
   *     an optional API key               // [{ key: [] }, {}]
   */
  write({ operation, where }: Secured): readonly SecurityRequirement[] {
    const scopes = new Map<string, Set<string>>()
    for (const use of operation.security) {
      this.#add(use, where)
      scopes.set(use.name, new Set([...(scopes.get(use.name) ?? []), ...use.scopes]))
    }
    if (scopes.size === 0) return []
    const isNeeded = (name: string): boolean =>
      operation.security.some((use) => use.name === name && use.optional !== true)
    const all = [...scopes].map(([name, needed]) => [name, [...needed]] as const)
    const needed = all.filter(([name]) => isNeeded(name))
    const requirements = needed.length === all.length ? [all] : [all, needed]
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
