import { Answer } from 'vivace'
import * as standard from './plain-schema.ts'

/** An answer as it is kept: nothing but what JSON can say. */
export interface StoredAnswer {
  readonly status: number
  /** Flat: name, value, name, value, with names in lower case. */
  readonly headers: readonly string[]
  /** Text, or bytes in base64. */
  readonly body: string | null
  readonly isBinary: boolean
  /** The template of the route that gave it, for logs and metrics. */
  readonly route: string
  /** When it was given, in milliseconds since 1970. */
  readonly at: number
  readonly freshUntil: number
}

/** An answer, and the headers of the requests that it is for: name, value, name, value; `null` where there is none. */
export interface Variant {
  readonly request: readonly (readonly [string, string | null])[]
  readonly answer: StoredAnswer
}

/** All answers that are kept for one address. */
export interface Variants {
  readonly variants: readonly Variant[]
  readonly tags: readonly string[]
}

/** The variants of an address as they are kept; what is kept is what this package has written. */
export const Variants: standard.PlainSchema<Variants> = standard.plainSchema<Variants>()

/** More variants than this are not kept for one address: the oldest gives way. */
export const mostVariants = 8

/** The answer that is kept, for one more client. */
export function revive({ status, headers, body, isBinary, at }: StoredAnswer, now: number): Answer {
  const bytes = isBinary && body !== null ? new Uint8Array(Buffer.from(body, 'base64')) : body
  const answer = new Answer(status, [...headers], bytes)
  answer.set('age', String(Math.max(0, Math.floor((now - at) / 1_000))))
  return answer
}

/** An answer as it is kept, and what is to be known about it. It is whole: streams are not shared. */
export function storedAnswer(
  { status, headers, body }: Answer,
  about: Pick<StoredAnswer, 'at' | 'freshUntil' | 'route'>,
): StoredAnswer {
  if (body instanceof Uint8Array)
    return { ...about, status, headers, isBinary: true, body: Buffer.from(body).toString('base64') }
  // What may be shared is text, bytes or nothing.
  return { ...about, status, headers, isBinary: false, body: body as string | null }
}
