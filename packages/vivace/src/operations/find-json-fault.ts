import type { JsonFault } from '../errors/index.ts'

const blank = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const word = /true|false|null/y
const escape = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y

/**
 * Where a text stops being JSON (RFC 8259), and what is expected there; `undefined` if it is JSON. Engines
 * tell it in messages of their own, some with parts of the text, some without a position.
 *
 *     findJsonFault('{"a": }')    // { position: 6, reason: 'A value is expected' }
 *
 * It is asked once the engine's own parser has refused the text, and goes as deep as the text is nested.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const scan = new Scan(text)
  if (scan.value() && scan.end()) return undefined
  return { position: charactersBefore(scan.at, text), reason: scan.reason }
}

/** Goes over a text; every method tells whether it found what it is named after, and stays at the fault if not. */
class Scan {
  /** Counts UTF-16 units. */
  at = 0
  reason = ''
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  value(): boolean {
    this.#take(blank)
    switch (this.#next()) {
      case '"':
        return this.#string()
      case '{':
        return this.#members('}', () => this.#member())
      case '[':
        return this.#members(']', () => this.value())
      default:
        return this.#take(number) || this.#take(word) || this.#fail('A value is expected')
    }
  }

  end(): boolean {
    this.#take(blank)
    return this.at === this.#text.length || this.#fail('There is more after the value')
  }

  #members(last: string, one: () => boolean): boolean {
    this.at++
    this.#take(blank)
    if (this.#skip(last)) return true
    while (one()) {
      this.#take(blank)
      if (this.#skip(last)) return true
      const comma = this.at
      if (!this.#skip(',')) return this.#fail(`"," or "${last}" is expected`)
      this.#take(blank)
      if (this.#next() === last) return this.#fail(`"${last}" follows a comma`, comma)
    }
    return false
  }

  #member(): boolean {
    this.#take(blank)
    if (this.#next() !== '"') return this.#fail('A name in double quotes is expected')
    if (!this.#string()) return false
    this.#take(blank)
    return this.#skip(':') ? this.value() : this.#fail('":" is expected')
  }

  #string(): boolean {
    const start = this.at++
    for (let character = this.#next(); character !== ''; character = this.#next()) {
      if (this.#skip('"')) return true
      if (character < ' ') return this.#fail('A control character is not escaped')
      if (character !== '\\') this.at++
      else if (!this.#take(escape)) return this.#fail('The escape is not valid')
    }
    return this.#fail('The string has no end', start)
  }

  #next(): string {
    return this.#text.charAt(this.at)
  }

  #skip(character: string): boolean {
    if (this.#next() !== character) return false
    this.at++
    return true
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    if (!pattern.test(this.#text)) return false
    this.at = pattern.lastIndex
    return true
  }

  #fail(reason: string, at: number = this.at): false {
    this.reason = reason
    this.at = at
    return false
  }
}

// A string's own offsets count those characters twice that UTF-16 writes in two units.
function charactersBefore(offset: number, text: string): number {
  let count = 0
  for (let at = 0; at < offset; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) count++
  return count
}
