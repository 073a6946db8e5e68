import type { Schema } from 'vivace'
import { CacheError } from './cache-error.ts'

/** A value as it is kept, and as those who read it get it. */
export interface Encoded {
  readonly text: string
  readonly value: unknown
}

/**
 * Turns values into the JSON that is kept, and back. A value that was just loaded goes the same way as one that is
 * found, so that a hit and a miss cannot differ; each reader gets a copy of their own.
 */
export class ValueCodec {
  readonly #schema: Schema
  readonly #where: string

  constructor(schema: Schema, where: string) {
    this.#schema = schema
    this.#where = where
  }

  /** Throws `CacheError` for a value that the schema does not let through again once it is JSON. */
  async encode(value: unknown): Promise<Encoded> {
    const text = JSON.stringify(value) as string | undefined // undefined for functions, whatever the types say
    if (text === undefined) throw new CacheError(`${this.#where}: ${typeof value} cannot be written as JSON`)
    const verdict = await this.#judge(text)
    if (verdict.issues === undefined) return { text, value: verdict.value }
    const { path = [], message = 'it does not fit' } = verdict.issues[0] ?? {}
    const place = path.map((step) => (typeof step === 'object' ? String(step.key) : String(step))).join('.')
    throw new CacheError(
      `${this.#where}: the value, as JSON, is refused${place === '' ? '' : ` at ${place}`}: ${message}`,
    )
  }

  /** The value of a text that was kept; `undefined` if it fits no more, because the schema has changed since. */
  async decode(text: string): Promise<{ readonly value: unknown } | undefined> {
    try {
      const verdict = await this.#judge(text)
      return verdict.issues === undefined ? { value: verdict.value } : undefined
    } catch {
      return undefined
    }
  }

  async #judge(text: string): ReturnType<typeof judge> {
    const value: unknown = JSON.parse(text)
    return judge(this.#schema, value)
  }
}

async function judge(
  schema: Schema,
  value: unknown,
): Promise<Awaited<ReturnType<Schema['~standard']['validate']>>> {
  return schema['~standard'].validate(value)
}
