import { assertField } from '../http/field.ts'

/** What an answer carries: text, bytes, a stream of either, or nothing. */
export type AnswerBody = string | Uint8Array | AsyncIterable<string | Uint8Array> | null

const none: string[] = []
/** Never changed: what an answer has that has nothing of its own. */
const nothing: readonly string[] = []

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
  body: AnswerBody
  #fields: readonly string[]
  #isShared = false
  /** What was appended to a shared list. */
  #own: string[] | undefined = undefined

  constructor(status: number, headers: string[], body: AnswerBody) {
    this.status = status
    this.#fields = headers
    this.body = body
  }

  /**
   * Makes an answer whose headers other answers have as well; see `share`.
   *
   *     Answer.sharing(200, fields, '{}')
   */
  static sharing(status: number, fields: readonly string[], body: AnswerBody): Answer {
    return new Answer(status, none, body).share(fields)
  }

  /** The list, to be read and changed. */
  get headers(): string[] {
    if (this.#isShared) this.headers = [...this.#fields, ...this.ownFields]
    // A list that is not shared is the one that was given, which may be changed.
    return this.#fields as string[]
  }

  set headers(headers: string[]) {
    this.#fields = headers
    this.#isShared = false
    this.#own = undefined
  }

  /** The list, to be read only: whoever changes nothing spares the copy that `headers` makes of a shared one. */
  get fields(): readonly string[] {
    return this.#own === undefined ? this.#fields : this.headers
  }

  /** The list that other answers have as well and that never changes, without `ownFields`; `undefined` if there is none. */
  get sharedFields(): readonly string[] | undefined {
    return this.#isShared ? this.#fields : undefined
  }

  /** What was appended to `sharedFields` for this answer alone, to be read only. */
  get ownFields(): readonly string[] {
    return this.#own ?? nothing
  }

  /**
   * Takes a list that other answers have as well, and that nobody ever changes, in place of the one it has. What is
   * appended stands beside it; `headers` joins both before anything else is changed for this answer.
   *
   *     const fields = ['content-type', 'application/json']
   *     answer.share(fields)
   */
  share(fields: readonly string[]): this {
    this.#fields = fields
    this.#isShared = true
    return this
  }

  /** The first value of a header, by its lower-case name. */
  get(name: string): string | undefined {
    return valueIn(this.#fields, name) ?? valueIn(this.ownFields, name)
  }

  /** Replaces every value of a header. Throws `TypeError` for a name or value that cannot be sent. */
  set(name: string, value: string): void {
    assertField(name, value)
    this.delete(name)
    this.#add(name, value)
  }

  /** Adds a value; `set-cookie` is the header that needs it. Throws as `set` does. */
  append(name: string, value: string): void {
    assertField(name, value)
    this.#add(name, value)
  }

  delete(name: string): void {
    if (this.get(name) === undefined) return
    const { headers } = this
    for (let at = headers.length - 2; at >= 0; at -= 2) if (headers[at] === name) headers.splice(at, 2)
  }

  /** Adds names to `vary`, once each (RFC 9110, section 12.5.5). */
  vary(...names: readonly string[]): void {
    const { fields } = this
    const present = fields.flatMap((value, at) =>
      fields[at - 1] === 'vary' && at % 2 === 1 ? value.split(',') : [],
    )
    const all = new Set([...present, ...names].map((name) => name.trim().toLowerCase()))
    this.set('vary', [...all].join(', '))
  }
  #add(name: string, value: string): void {
    if (!this.#isShared) this.headers.push(name, value)
    else if (this.#own === undefined) this.#own = [name, value]
    else this.#own.push(name, value)
  }
}

function valueIn(fields: readonly string[], name: string): string | undefined {
  for (let at = 0; at < fields.length; at += 2) if (fields[at] === name) return fields[at + 1]
  return undefined
}
