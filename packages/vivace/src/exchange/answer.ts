import { assertField } from '../http/field.ts'

/** What an answer carries: text, bytes, a stream of either, or nothing. */
export type AnswerBody = string | Uint8Array | AsyncIterable<string | Uint8Array> | null

/**
 * The answer to one request, as middleware and edges see it.
 *
 *     const answer = await next()
 *     answer.set('x-served-by', 'a')
 *
 * `headers` is a flat list, name, value, name, value, with names in lower case: the shape that
 * `node:http` writes without a copy. Edges add Content-Length; nobody else does.
 */
export class Answer {
  status: number
  headers: string[]
  body: AnswerBody

  constructor(status: number, headers: string[], body: AnswerBody) {
    this.status = status
    this.headers = headers
    this.body = body
  }

  /** The first value of a header, by its lower-case name. */
  get(name: string): string | undefined {
    const { headers } = this
    for (let at = 0; at < headers.length; at += 2) if (headers[at] === name) return headers[at + 1]
    return undefined
  }

  /** Replaces every value of a header. Throws `TypeError` for a name or value that cannot be sent. */
  set(name: string, value: string): void {
    assertField(name, value)
    this.delete(name)
    this.headers.push(name, value)
  }

  /** Adds a value; `set-cookie` is the header that needs it. Throws as `set` does. */
  append(name: string, value: string): void {
    assertField(name, value)
    this.headers.push(name, value)
  }

  delete(name: string): void {
    const { headers } = this
    for (let at = headers.length - 2; at >= 0; at -= 2) if (headers[at] === name) headers.splice(at, 2)
  }

  /** Adds names to `vary`, once each (RFC 9110, section 12.5.5). */
  vary(...names: readonly string[]): void {
    const present = this.headers.flatMap((value, at) =>
      this.headers[at - 1] === 'vary' && at % 2 === 1 ? value.split(',') : [],
    )
    const all = new Set([...present, ...names].map((name) => name.trim().toLowerCase()))
    this.set('vary', [...all].join(', '))
  }
}
