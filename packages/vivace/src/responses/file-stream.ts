import type { OpenFile } from '../exchange/index.ts'
import type { ByteRange } from '../http/byte-range.ts'

/** A part of a body made of a file: some of its bytes, or bytes that stand between those. */
export type FilePart = ByteRange | Uint8Array

/** What is read at once: more makes one answer faster and many slower. */
const pieceSize = 65_536

const done: IteratorResult<Uint8Array, undefined> = { done: true, value: undefined }

/** Parts of a file as a body, read as they are taken. It closes the file at its end, or when it is left. */
export class FileStream implements AsyncIterableIterator<Uint8Array> {
  readonly #file: OpenFile
  readonly #parts: FilePart[]
  #isLeft = false

  constructor(file: OpenFile, parts: readonly FilePart[]) {
    this.#file = file
    this.#parts = [...parts]
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<Uint8Array, undefined>> {
    const part = this.#parts.shift()
    if (part === undefined || this.#isLeft) return this.return()
    if (part instanceof Uint8Array) return { done: false, value: part }
    const { first, last } = part
    const length = Math.min(last - first + 1, pieceSize)
    const value = await this.#read(first, length)
    if (first + value.length <= last) this.#parts.unshift({ first: first + value.length, last })
    return { done: false, value }
  }

  async return(): Promise<IteratorResult<Uint8Array, undefined>> {
    this.#isLeft = true
    await this.#file.close()
    return done
  }

  async #read(position: number, length: number): Promise<Uint8Array> {
    const bytes = await this.#file.read(position, length)
    if (bytes.length > 0) return bytes
    await this.#file.close()
    throw new Error('The file has become shorter while it was sent.')
  }
}

/** All parts at once, in memory; the file is closed. Rejects when it has become shorter. */
export async function readFileParts(file: OpenFile, parts: readonly FilePart[]): Promise<Uint8Array> {
  const stream = new FileStream(file, parts)
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece)
  const [only] = pieces
  if (only !== undefined && pieces.length === 1) return only
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
