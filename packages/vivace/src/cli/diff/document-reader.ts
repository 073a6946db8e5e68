/** Something in a JSON document. */
export type Json = Readonly<Record<string, unknown>>

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member that is an object; empty if it is absent or anything else. */
export function recordOf(json: Json, name: string): Json {
  const value = json[name]
  return isRecord(value) ? value : {}
}

/** A member that is a list of texts; empty if it is absent or anything else. */
export function textsOf(json: Json, name: string): readonly string[] {
  const value = json[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

/** One document, and what its references lead to. */
export class DocumentReader {
  readonly root: Json

  constructor(root: Json) {
    this.root = root
  }

  /** What a value is, its `$ref`s followed; what is beside a `$ref` wins. Empty if it leads nowhere. */
  resolve(value: unknown): Json {
    const seen = new Set<string>()
    let json = isRecord(value) ? value : {}
    while (typeof json['$ref'] === 'string') {
      const { $ref, ...beside } = json
      const reference = String($ref)
      if (seen.has(reference)) return beside
      seen.add(reference)
      json = { ...this.#find(reference), ...beside }
    }
    return json
  }

  #find(reference: string): Json {
    let found: unknown = this.root
    for (const token of reference.replace(/^#\/?/, '').split('/')) {
      const name = decodeURIComponent(token).replaceAll('~1', '/').replaceAll('~0', '~')
      if (name !== '') found = isRecord(found) ? found[name] : undefined
    }
    return isRecord(found) ? found : {}
  }
}
