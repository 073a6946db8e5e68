import { HttpError } from '../errors/index.ts'
import type { Exchange, SpooledFile } from '../exchange/index.ts'
import { UploadedFile } from '../inputs/index.ts'

/** What is known of a file before its bytes have come. */
export interface FileBeginning {
  readonly sentName: string
  readonly type: string
  /** How much of it is kept in memory. */
  readonly memory: number
  /** The most bytes it may have. */
  readonly maxSize: number | undefined
}

/** Takes a file of a form: in memory as long as it is small, in a temporary file from then on. */
export class FileWriter {
  size = 0
  readonly #exchange: Exchange
  readonly #beginning: FileBeginning
  #kept: Uint8Array[] = []
  #spooled: SpooledFile | undefined = undefined

  constructor(exchange: Exchange, beginning: FileBeginning) {
    this.#exchange = exchange
    this.#beginning = beginning
  }

  /** Throws 413 `content-too-large`. */
  write(bytes: Uint8Array): void | Promise<void> {
    const { maxSize = Infinity, memory } = this.#beginning
    this.size += bytes.length
    if (this.size > maxSize) throw fileTooLarge(maxSize)
    if (this.#spooled !== undefined) return this.#spooled.write(bytes)
    // A copy: the view would keep all that came with it.
    this.#kept.push(new Uint8Array(bytes))
    return this.size > memory && this.#exchange.spool !== undefined ? this.#spool() : undefined
  }

  end(): UploadedFile {
    const { sentName, type } = this.#beginning
    const { spool } = this.#exchange
    return new UploadedFile({ sentName, type, size: this.size, content: this.#spooled ?? this.#kept, spool })
  }

  async #spool(): Promise<void> {
    const file = await this.#exchange.spool?.open()
    if (file === undefined) return
    this.#spooled = file
    // After what is registered until the answer is made: background work may still read the file.
    this.#exchange.after(() => this.#exchange.after(() => file.remove()))
    const kept = this.#kept
    this.#kept = []
    for (const bytes of kept) await file.write(bytes)
  }
}

function fileTooLarge(limit: number): HttpError {
  return new HttpError(413, {
    code: 'content-too-large',
    detail: `A file may have at most ${limit} bytes here.`,
  })
}
