import { validateHeaderValue } from 'node:http'

/**
 * A head that was written, up to its length. The next answer of the same status nearly always has the same headers, or
 * the same but for a value: an id that is another one for each answer.
 *
 *     const known = new KnownHead(['x-id', 'a', 'vary', 'accept'], ['HTTP/1.1 200 OK\r\n', 'x-id: a\r\n', 'vary: accept\r\n'])
 *     known.textWith(['x-id', 'b', 'vary', 'accept'])    // 'HTTP/1.1 200 OK\r\nx-id: b\r\nvary: accept\r\n'
 *     known.textWith(['vary', 'origin'])                 // undefined
 */
export class KnownHead {
  readonly text: string
  readonly #headers: readonly string[]
  readonly #lines: readonly string[]
  /** Where the value is that was another one the last time, and what is written before and after it. */
  #other = -1
  #before = ''
  #after = ''

  /** `lines` are the status line and one for each header; the list must not change. */
  constructor(headers: readonly string[], lines: readonly string[]) {
    this.#headers = headers
    this.#lines = lines
    this.text = lines.join('')
  }

  /** The head with these headers; `undefined` if their names are others. Throws for a value that cannot be sent. */
  textWith(headers: readonly string[]): string | undefined {
    const known = this.#headers
    if (headers === known) return this.text
    if (headers.length !== known.length) return undefined
    let other = -1
    let others = 0
    for (let at = 0; at < known.length; at++) {
      if (headers[at] === known[at]) continue
      if (at % 2 === 0) return undefined
      other = at
      others++
    }
    if (others === 0) return this.text
    return others === 1 ? this.#textWithOther(other, headers[other]) : this.#textWithOthers(headers)
  }

  #textWithOther(at: number, value: string | undefined): string {
    if (at !== this.#other) {
      const line = (at + 1) / 2
      this.#other = at
      this.#before = this.#lines.slice(0, line).join('')
      this.#after = this.#lines.slice(line + 1).join('')
    }
    return this.#before + this.#line(at, value) + this.#after
  }

  #textWithOthers(headers: readonly string[]): string {
    let text = this.#lines[0] ?? ''
    for (let at = 1; at < headers.length; at += 2) {
      const value = headers[at]
      text += value === this.#headers[at] ? this.#lines[(at + 1) / 2] : this.#line(at, value)
    }
    return text
  }

  // The name was sent before.
  #line(at: number, value: string | undefined): string {
    const name = this.#headers[at - 1] ?? ''
    validateHeaderValue(name, value as string)
    return `${name}: ${value}\r\n`
  }
}
