import { HttpError } from '../errors/index.ts'
import type { Answer, Exchange, OpenFile } from '../exchange/index.ts'
import { contentDisposition, type Disposition } from '../http/content-disposition.ts'
import { fileMediaType } from '../http/file-media-type.ts'
import { RangeNotSatisfiable } from '../http/precondition-errors.ts'
import { AnswerInvalid } from './answer-invalid.ts'
import { answerFile } from './file-answer.ts'
import { Reply, type ReplyOptions } from './reply.ts'
import type { BoundResponse, FurtherAnswer, ResponseKind, SuccessStatus } from './response-kind.ts'
import { servablePath } from './servable-path.ts'

/** What a route declares of its file. */
export interface FileKindOptions {
  /** `application/pdf`; if absent, what the ending of each file's name says. */
  readonly mediaType?: string
}

/** How one file is sent. */
export interface FileOptions extends ReplyOptions {
  /**
   * The folder that the path is below. Name it whenever a part of the path comes from a request: what leads out of
   * the folder, or is hidden, is 404.
   */
  readonly root?: string
  /** What the route declares, or what the ending of the name says, if absent. */
  readonly mediaType?: string
  /** The name that a browser saves it under. */
  readonly name?: string
  /** Whether a browser shows it or saves it. `attachment` if it has a name, and otherwise the browser's choice. */
  readonly disposition?: Disposition
  /** With its quotes; made of size and time if absent. */
  readonly etag?: string
}

/** A file that a handler answers; `file(path)` makes it. */
export class FileBody {
  readonly path: string
  readonly options: FileOptions

  constructor(path: string, options: FileOptions = {}) {
    this.path = path
    this.options = options
  }
}

/**
 * A file: without a path it is what `returns` declares, with one it is an answer.
 *
 *     app.get('/invoices/{id}', { inputs: { id: path(z.int()) }, returns: file({ mediaType: 'application/pdf' }) },
 *       ({ id }) => file(`invoices/${id}.pdf`, { name: `invoice-${id}.pdf` }))
 *
 * The answer has an ETag and Last-Modified, is 304 to who has the file, and comes in ranges to who asks for them
 * (RFC 9110, section 14). It is private and asked for again each time unless `headers` says otherwise. A file that
 * is not there is 404. A relative path begins at the process's folder.
 *
 * It needs a runtime with files: `serve()`, the test client, or `toFetchHandler(app, { files: diskFiles() })`.
 */
export function file(options?: FileKindOptions): ResponseKind<FileBody | string, SuccessStatus>
export function file(path: string, options?: FileOptions): Reply<200, FileBody>
export function file(
  first?: string | FileKindOptions,
  options?: FileOptions,
): ResponseKind<FileBody | string, SuccessStatus> | Reply<200, FileBody> {
  if (typeof first !== 'string') return fileKind(first)
  return new Reply(200, new FileBody(first, options), { ...options, kind: anyFile })
}

const anyFile = fileKind({})

function fileKind({ mediaType }: FileKindOptions = {}): ResponseKind<FileBody | string, SuccessStatus> {
  return { '~vivace': { status: 200, bind: (where) => bindFile(where, mediaType) } }
}

function bindFile(where: string, mediaType: string | undefined): BoundResponse {
  return {
    mediaType: mediaType ?? '*/*',
    // Bytes have no JSON Schema (OpenAPI 3.1, section 4.8.14.1).
    schema: {},
    further: furtherAnswers(mediaType ?? '*/*'),
    errors: [RangeNotSatisfiable.definition],
    encode: (value, status, exchange) =>
      encodeFile(bodyOf(value, where), { where, mediaType, status, exchange }),
  }
}

function furtherAnswers(mediaType: string): readonly FurtherAnswer[] {
  return [
    {
      status: 206,
      description: 'The parts that Range asks for; several of them as multipart/byteranges',
      mediaType,
      schema: {},
      headers: {
        'content-range': { description: 'Which bytes these are, of how many', schema: { type: 'string' } },
      },
    },
    { status: 304, description: 'The client has it already' },
  ]
}

function bodyOf(value: unknown, where: string): FileBody {
  if (value instanceof FileBody) return value
  if (typeof value === 'string') return new FileBody(value)
  throw new AnswerInvalid(
    `${where}: 'returns' declares a file, but the handler answers ${typeof value}; answer file(path)`,
  )
}

interface Sending {
  readonly where: string
  readonly mediaType: string | undefined
  readonly status: number
  readonly exchange: Exchange
}

async function encodeFile(body: FileBody, { where, mediaType, status, exchange }: Sending): Promise<Answer> {
  const { path, options } = body
  return answerFile(exchange, await openFile(body, where, exchange), {
    status,
    mediaType: options.mediaType ?? mediaType ?? fileMediaType(path),
    etag: options.etag,
    // What a handler answers may be meant for one user alone.
    headers: ['cache-control', 'private, no-cache'],
    bodyHeaders: dispositionOf(options),
  })
}

async function openFile({ path, options }: FileBody, where: string, exchange: Exchange): Promise<OpenFile> {
  const { files } = exchange
  if (files === undefined) throw noFiles(where)
  const { root } = options
  const within = root === undefined ? path : servablePath(path.split('/'))
  const file = within === undefined ? undefined : await files.open(within, { root })
  if (file !== undefined) return file
  // With a folder it is the client that has named the file, and nothing is wrong here.
  if (root === undefined)
    exchange.log.warn('The file of the answer is not there.', { path, route: exchange.routePath })
  throw new HttpError(404, { code: 'not-found', detail: 'There is no such file.' })
}

function dispositionOf({ name, disposition }: FileOptions): readonly string[] {
  if (name === undefined && disposition === undefined) return []
  return ['content-disposition', contentDisposition(disposition ?? 'attachment', name)]
}

function noFiles(where: string): Error {
  return new Error(
    `${where}: this runtime has no files. Serve the app with serve() of vivace/node, or with toFetchHandler(app, { files: diskFiles() }).`,
  )
}
