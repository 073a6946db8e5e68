import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http'
import { KnownHead } from './known-head.ts'

/** More than an app gives its headers; beyond it a name or a value is checked each time. */
const mostNames = 200
const mostValues = 50
/** Longer ones are of one answer alone. */
const longestValue = 200

const framing = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * Writes the head of an answer whose connection stays open, as `node:http` writes it. Nearly all answers of an app have
 * the same few headers: what was found well-formed is remembered with its line.
 *
 *     const head = new HeadText('timeout=5')
 *     head.write(200, ['content-type', 'text/plain'], 3)    // 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n…'
 *
 * Throws what `node:http` throws for a header that cannot be sent.
 */
export class HeadText {
  readonly #ending: string
  readonly #knownLines = new Map<string, Map<string, string>>()
  /** The last head of each status. */
  readonly #knownHeads = new Map<number, KnownHead>()
  #second = 0
  #dateLine = ''

  /** `keepAlive` is the value of Keep-Alive, and empty where there is none. */
  constructor(keepAlive: string) {
    const line = keepAlive === '' ? '' : `Keep-Alive: ${keepAlive}\r\n`
    this.#ending = `Connection: keep-alive\r\n${line}\r\n`
  }

  /** The head; `undefined` if it says something about the connection that is not ours to write. */
  write(status: number, headers: readonly string[], length: number): string | undefined {
    const text = this.#knownHeads.get(status)?.textWith(headers) ?? this.#newHead(status, headers)
    return text === undefined
      ? undefined
      : `${text}content-length: ${length}\r\n${this.#date()}${this.#ending}`
  }

  #newHead(status: number, headers: readonly string[]): string | undefined {
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`]
    for (let at = 0; at < headers.length; at += 2) {
      // A name without a value is a mistake like any other, and found where the line is checked.
      const name = headers[at] as string
      const value = headers[at + 1] as string
      const line = this.#knownLine(name, value) ?? this.#newLine(name, value)
      if (line === undefined) return undefined
      lines.push(line)
    }
    const head = new KnownHead([...headers], lines)
    this.#knownHeads.set(status, head)
    return head.text
  }

  // A header that has another value each time, as an id has, is not looked up: that alone takes half a microsecond.
  #knownLine(name: string, value: string): string | undefined {
    const lines = this.#knownLines.get(name)
    return lines === undefined || lines.size >= mostValues ? undefined : lines.get(value)
  }

  #newLine(name: string, value: string): string | undefined {
    if (framing.has(name.toLowerCase())) return undefined
    if (!this.#knownLines.has(name)) validateHeaderName(name)
    validateHeaderValue(name, value)
    const line = `${name}: ${value}\r\n`
    if (value.length <= longestValue) this.#remember(name, value, line)
    return line
  }

  #remember(name: string, value: string, line: string): void {
    const lines = this.#knownLines.get(name)
    if (lines !== undefined) {
      if (lines.size < mostValues) lines.set(value, line)
    } else if (this.#knownLines.size < mostNames) this.#knownLines.set(name, new Map([[value, line]]))
  }

  /** RFC 9110, section 5.6.7, has seconds and no smaller unit. */
  #date(): string {
    const second = Math.floor(Date.now() / 1_000)
    if (second !== this.#second) {
      this.#second = second
      this.#dateLine = `Date: ${new Date(second * 1_000).toUTCString()}\r\n`
    }
    return this.#dateLine
  }
}
