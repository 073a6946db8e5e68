import { HttpError } from '../errors/index.ts'
import { malformedForm, type MultipartEvent, MultipartParser, tooManyFields } from '../http/index.ts'
import type { FormContents, UploadedFile } from '../inputs/index.ts'
import { FileWriter } from './file-writer.ts'
import type { FormShape } from './form-shape.ts'
import type { Run } from './plan.ts'

/** Takes the bytes of one part. */
interface PartTaker {
  take(bytes: Uint8Array): void | Promise<void>
  end(): void
}

type PartHeader = Extract<MultipartEvent, { type: 'part' }>['header']

/** Without a file system all of a form is kept in memory, and this is the most. */
const mostInMemory = 10_485_760

const nobody: PartTaker = { take: () => undefined, end: () => undefined }

/**
 * Reads a multipart form as it arrives. The client is read no faster than files are written; what no input names
 * is read and thrown away.
 *
 *     const form = await new MultipartReader(run, shape).read('AaB03x')
 */
export class MultipartReader {
  readonly #run: Run
  readonly #shape: FormShape
  readonly #texts = new Map<string, string[]>()
  readonly #files = new Map<string, UploadedFile[]>()
  readonly #unknownFiles = new Set<string>()
  #textCount = 0
  #fileCount = 0
  #part: PartTaker = nobody

  constructor(run: Run, shape: FormShape) {
    this.#run = run
    this.#shape = shape
  }

  /** Throws 400 `malformed-form`, `too-many-parameters`, `body-incomplete`; 413 `content-too-large`. */
  async read(boundary: string): Promise<FormContents> {
    const { exchange } = this.#run
    const limit = this.#limit()
    if (Number(exchange.header('content-length') ?? 0) > limit) throw tooLarge('The form', limit, 'bytes')
    const parser = new MultipartParser(boundary, this.#shape.limits.headerSize)
    let received = 0
    for await (const chunk of exchange.bodyStream()) {
      received += chunk.length
      if (received > limit) throw tooLarge('The form', limit, 'bytes')
      parser.write(chunk)
      for (let event = parser.next(); event !== undefined; event = parser.next()) {
        const waiting = this.#handle(event)
        if (waiting !== undefined) await waiting
      }
    }
    parser.finish()
    return { texts: this.#texts, files: this.#files, unknownFiles: this.#unknownFiles }
  }

  #limit(): number {
    const { exchange } = this.#run
    const limit = this.#shape.limits.size ?? exchange.formLimit
    return exchange.spool === undefined ? Math.min(limit, mostInMemory) : limit
  }

  #handle(event: MultipartEvent): void | Promise<void> {
    if (event.type === 'data') return this.#part.take(event.bytes)
    if (event.type === 'end') this.#part.end()
    else this.#part = this.#begin(event.header)
  }

  #begin(header: PartHeader): PartTaker {
    const { fields, limits } = this.#shape
    if (header.name.length > limits.nameLength)
      throw tooLarge('The name of a field', limits.nameLength, 'characters')
    const field = fields.get(header.name)
    if (header.fileName === undefined || field?.reads === 'json') return this.#text(header.name)
    if (++this.#fileCount > limits.files) throw tooManyFiles(limits.files)
    if (field?.reads === 'file') return this.#file(header, header.fileName, field.maxSize)
    return field === undefined ? this.#unknownFile(header.name) : this.#misplaced(header.name)
  }

  #text(name: string): PartTaker {
    const { fields, fieldSize } = this.#shape.limits
    if (++this.#textCount > fields) throw tooManyFields(fields)
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    let text = ''
    let size = 0
    return {
      take: (bytes) => {
        size += bytes.length
        if (size > fieldSize) throw tooLarge('A field', fieldSize, 'bytes')
        text += decodeText(decoder, bytes)
      },
      end: () => add(this.#texts, name, text + decodeText(decoder)),
    }
  }

  #file(header: PartHeader, fileName: string, maxSize: number | undefined): PartTaker {
    const type = header.mediaType ?? 'application/octet-stream'
    const { memory } = this.#shape.limits
    const writer = new FileWriter(this.#run.exchange, { sentName: fileName, type, memory, maxSize })
    return {
      take: (bytes) => writer.write(bytes),
      end: () => {
        // What a browser sends of a field in which nobody has chosen a file.
        if (fileName !== '' || writer.size > 0) add(this.#files, header.name, writer.end())
      },
    }
  }

  #unknownFile(name: string): PartTaker {
    this.#unknownFiles.add(name)
    return nobody
  }

  #misplaced(name: string): PartTaker {
    const message = 'Expected text, but a file was sent'
    this.#run.failures.push({ in: 'form', path: [name], code: 'type', message })
    return nobody
  }
}

function decodeText(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true })
  } catch {
    throw malformedForm('A field of it is not UTF-8.')
  }
}

function add<Value>(values: Map<string, Value[]>, name: string, value: Value): void {
  const known = values.get(name)
  if (known === undefined) values.set(name, [value])
  else known.push(value)
}

function tooManyFiles(most: number): HttpError {
  return new HttpError(400, {
    code: 'too-many-parameters',
    title: 'Too many parameters',
    detail: `At most ${most} files are read.`,
  })
}

/** Something of a form is larger than its limit: 413. */
export function tooLarge(what: string, limit: number, unit: 'bytes' | 'characters'): HttpError {
  return new HttpError(413, {
    code: 'content-too-large',
    detail: `${what} may have at most ${limit} ${unit}.`,
  })
}
