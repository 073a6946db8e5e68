import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http'
import type { Answer } from '../exchange/answer.ts'
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
 *     head.write(new Answer(200, ['content-type', 'text/plain'], 'abc'), 3)    // 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n…'
 *
 * Throws what `node:http` throws for a header that cannot be sent.
 */
export class HeadText {
  readonly #ending: string
  readonly #knownLines = new Map<string, Map<string, string>>()
  /** How the lines of each name begin. */
  readonly #knownStarts = new Map<string, string>()
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
  write(answer: Answer, length: number): string | undefined {
    const text = this.#known(answer) ?? this.#new(answer)
    const own = this.#ownLines(answer.ownFields)
    return text === undefined || own === undefined
      ? undefined
      : `${text}${own}content-length: ${length}\r\n${this.#date()}${this.#ending}`
  }

  #known(answer: Answer): string | undefined {
    return this.#knownHeads.get(answer.status)?.textWith(answer.sharedFields ?? answer.fields)
  }

  #new(answer: Answer): string | undefined {
    const { status } = answer
    const headers = answer.sharedFields ?? [...answer.fields]
    const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'unknown'}\r\n`]
    for (let at = 0; at < headers.length; at += 2) {
      // A name without a value is a mistake like any other, and found where the line is checked.
      const name = headers[at] as string
      const value = headers[at + 1] as string
      const line = this.#knownLine(name, value) ?? this.#newLine(name, value)
      if (line === undefined) return undefined
      lines.push(line)
    }
    const head = new KnownHead(headers, lines)
    this.#knownHeads.set(status, head)
    return head.text
  }

  /** What an answer has beside the list that it shares, if it shares one: an id, most often, or a cookie. */
  #ownLines(fields: readonly string[]): string | undefined {
    let text = ''
    for (let at = 0; at < fields.length; at += 2) {
      // They come in pairs.
      const line = this.#line(fields[at] as string, fields[at + 1] as string)
      if (line === undefined) return undefined
      text += line
    }
    return text
  }

  // A header that has another value each time, as an id has, is not looked up: that alone takes half a microsecond.
  #knownLine(name: string, value: string): string | undefined {
    const lines = this.#knownLines.get(name)
    return lines === undefined || lines.size >= mostValues ? undefined : lines.get(value)
  }

  #newLine(name: string, value: string): string | undefined {
    const line = this.#line(name, value)
    if (line !== undefined && value.length <= longestValue) this.#remember(name, value, line)
    return line
  }

  #remember(name: string, value: string, line: string): void {
    const lines = this.#knownLines.get(name)
    if (lines !== undefined) {
      if (lines.size < mostValues) lines.set(value, line)
    } else if (this.#knownLines.size < mostNames) this.#knownLines.set(name, new Map([[value, line]]))
  }

  #line(name: string, value: string): string | undefined {
    const start = this.#knownStarts.get(name) ?? this.#newStart(name)
    if (start === undefined) return undefined
    validateHeaderValue(name, value)
    return `${start}${value}\r\n`
  }

  #newStart(name: string): string | undefined {
    if (framing.has(name.toLowerCase())) return undefined
    validateHeaderName(name)
    const start = `${name}: `
    if (this.#knownStarts.size < mostNames) this.#knownStarts.set(name, start)
    return start
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
