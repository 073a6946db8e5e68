import { malformedForm } from './malformed-form.ts'
import { parsePartHeader, type PartHeader } from './part-header.ts'

/** What comes next in a multipart form. */
export type MultipartEvent =
  | { readonly type: 'part'; readonly header: PartHeader }
  /** Bytes of the part that has begun; a view of what was written. */
  | { readonly type: 'data'; readonly bytes: Uint8Array }
  | { readonly type: 'end' }

const carriageReturn = 13
const lineFeed = 10
const hyphen = 45
const none = new Uint8Array(0)
const lineBreak = new Uint8Array([carriageReturn, lineFeed])
const partEnd: MultipartEvent = { type: 'end' }

/**
 * Takes a multipart form apart as it arrives (RFC 2046, section 5.1; RFC 7578). It keeps no more than a part's
 * header or the beginning of a delimiter, and takes time in proportion to what is written.
 *
 *     const parser = new MultipartParser('AaB03x', 8_192)
 *     parser.write(chunk)
 *     for (let event = parser.next(); event !== undefined; event = parser.next()) …
 *     parser.finish()
 *
 * Throws 400 `malformed-form`.
 */
export class MultipartParser {
  readonly #delimiter: Uint8Array
  readonly #headerSize: number
  #state: 'preamble' | 'delimiter' | 'header' | 'body' | 'epilogue' = 'preamble'
  // The first delimiter needs no line break before it: one is put there.
  #data: Uint8Array = lineBreak
  #at = 0

  /** `headerSize` is the most bytes that the header of one part may have. */
  constructor(boundary: string, headerSize: number) {
    this.#delimiter = new TextEncoder().encode(`\r\n--${boundary}`)
    this.#headerSize = headerSize
  }

  /** Takes the next bytes. What `next` has not given out yet comes before them. */
  write(chunk: Uint8Array): void {
    this.#data = this.#at === this.#data.length ? chunk : joined(this.#data.subarray(this.#at), chunk)
    this.#at = 0
  }

  /** What comes next; `undefined` if more must be written first. */
  next(): MultipartEvent | undefined {
    for (;;) {
      switch (this.#state) {
        case 'preamble':
          if (!this.#skipPreamble()) return undefined
          break
        case 'delimiter':
          if (!this.#endDelimiter()) return undefined
          break
        case 'header':
          return this.#readHeader()
        case 'body':
          return this.#readBody()
        case 'epilogue':
          this.#data = none
          this.#at = 0
          return undefined
      }
    }
  }

  /** Says that nothing more comes. */
  finish(): void {
    if (this.#state !== 'epilogue') throw malformedForm('It ends before its closing boundary.')
  }

  #skipPreamble(): boolean {
    const found = this.#findDelimiter()
    this.#at = found.start + (found.isWhole ? this.#delimiter.length : 0)
    if (found.isWhole) this.#state = 'delimiter'
    return found.isWhole
  }

  /** What follows a boundary: two hyphens after the last part, a line break before the next. */
  #endDelimiter(): boolean {
    const data = this.#data
    // Padding that a mail gateway may have added (RFC 2046, section 5.1.1).
    while (data[this.#at] === 32 || data[this.#at] === 9) this.#at += 1
    const [first, second] = [data[this.#at], data[this.#at + 1]]
    if (second === undefined) return false
    if (first === carriageReturn && second === lineFeed) this.#state = 'header'
    else if (first === hyphen && second === hyphen) this.#state = 'epilogue'
    else throw malformedForm('Its boundary is followed by something else than a line break.')
    this.#at += 2
    return true
  }

  #readHeader(): MultipartEvent | undefined {
    const end = findBlankLine(this.#data, this.#at)
    const size = (end === -1 ? this.#data.length : end) - this.#at
    if (size > this.#headerSize)
      throw malformedForm(`The header of a part of it has more than ${this.#headerSize} bytes.`)
    if (end === -1) return undefined
    const header = parsePartHeader(this.#data.subarray(this.#at, end))
    this.#at = end + 4
    this.#state = 'body'
    return { type: 'part', header }
  }

  #readBody(): MultipartEvent | undefined {
    const { start, isWhole } = this.#findDelimiter()
    if (start > this.#at) {
      const bytes = this.#data.subarray(this.#at, start)
      this.#at = start
      return { type: 'data', bytes }
    }
    if (!isWhole) return undefined
    this.#at += this.#delimiter.length
    this.#state = 'delimiter'
    return partEnd
  }

  /** Where the delimiter is or may be beginning; the end of the data if it is not there. */
  #findDelimiter(): { readonly start: number; readonly isWhole: boolean } {
    const data = this.#data
    const delimiter = this.#delimiter
    // A carriage return is the first byte of a delimiter and none of the others: no byte is looked at twice.
    for (let at = data.indexOf(carriageReturn, this.#at); at !== -1;) {
      let length = 1
      while (length < delimiter.length && data[at + length] === delimiter[length]) length += 1
      if (length === delimiter.length) return { start: at, isWhole: true }
      if (at + length === data.length) return { start: at, isWhole: false }
      at += length
      // The call costs more than the look, and somebody may send nothing but carriage returns.
      if (data[at] !== carriageReturn) at = data.indexOf(carriageReturn, at)
    }
    return { start: data.length, isWhole: false }
  }
}

function findBlankLine(data: Uint8Array, from: number): number {
  for (let at = data.indexOf(carriageReturn, from); at !== -1; at = data.indexOf(carriageReturn, at + 1)) {
    if (data[at + 1] === lineFeed && data[at + 2] === carriageReturn && data[at + 3] === lineFeed) return at
  }
  return -1
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
