/** A whole answer. */
export interface Answer {
  readonly status: number
  readonly body: Buffer
  /** Whether the server closes the connection after it. */
  readonly isLast: boolean
}

/**
 * Puts the answers of one connection together from what its socket gives. Made for the servers of this
 * benchmark: every answer has a Content-Length, and nothing is pipelined. node:http would read anything, and
 * would take more of the core than the server does.
 *
 *     reader.read(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n'))   // undefined
 *     reader.read(Buffer.from('{}'))   // { status: 200, body: <7b 7d>, isLast: false }
 *
 * Throws when an answer does not tell its length.
 */
export class AnswerReader {
  #kept: Buffer | undefined

  /** The answer that these bytes complete, if they do. */
  read(chunk: Buffer): Answer | undefined {
    const bytes = this.#kept === undefined ? chunk : Buffer.concat([this.#kept, chunk])
    this.#kept = bytes
    const end = bytes.indexOf('\r\n\r\n')
    if (end === -1) return undefined
    const head = bytes.toString('latin1', 0, end)
    const begin = end + 4
    const length = lengthOf(head)
    if (bytes.length < begin + length) return undefined
    this.#kept = undefined
    return {
      status: statusOf(head),
      body: bytes.subarray(begin, begin + length),
      isLast: /\r\nconnection: *close/i.test(head),
    }
  }
}

/** `HTTP/1.1 200 OK`: the version is as long in every answer. */
const statusOf = (head: string): number => Number(head.slice(9, 12))

function lengthOf(head: string): number {
  const told = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (told !== undefined) return Number(told)
  if ([204, 304].includes(statusOf(head))) return 0
  throw new Error(`an answer does not tell its length: ${head.slice(0, 200)}`)
}
