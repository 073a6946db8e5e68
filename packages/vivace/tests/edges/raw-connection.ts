import { connect, type Socket } from 'node:net'
import type { WireAnswer } from './wire-answer.ts'

/** An answer with its first line. */
export interface RawAnswer extends WireAnswer {
  readonly statusLine: string
}

const emptyLine = Buffer.from('\r\n\r\n')

/** A client that sends what it is told, byte by byte, and reads answers as the RFC says, and no other way. */
export class RawConnection {
  readonly socket: Socket
  readonly #closed: Promise<void>
  /** What has come and is not yet part of `#received`: joined when it is looked at, not chunk by chunk. */
  #pieces: Buffer[] = []
  #arrived = 0
  #joined: Buffer = Buffer.alloc(0)
  #isOver = false
  #hasHead = false
  #wake: () => void = () => undefined

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk: Buffer) => {
      this.#pieces.push(chunk)
      this.#arrived += chunk.length
      // Nothing more is taken before somebody asks for it.
      socket.pause()
      this.#wake()
    })
    this.#closed = new Promise((resolve) => {
      const end = (): void => {
        this.#isOver = true
        this.#wake()
        resolve()
      }
      socket.on('end', end).on('close', end)
    })
    // A reset is an end like any other; what came before it counts.
    socket.on('error', () => undefined)
  }

  /** Settles when the connection is closed, from whichever side; what comes until then is taken. */
  get closed(): Promise<void> {
    this.socket.on('data', () => this.socket.resume()).resume()
    return this.#closed
  }

  /** Everything that has come and was not yet read. */
  get received(): string {
    return this.#received.toString('latin1')
  }

  get #received(): Buffer {
    if (this.#pieces.length > 0) {
      this.#joined = Buffer.concat([this.#joined, ...this.#pieces])
      this.#pieces = []
      this.#arrived = 0
    }
    return this.#joined
  }

  set #received(rest: Buffer) {
    this.#joined = rest
  }

  write(bytes: string | Uint8Array): this {
    this.socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
    return this
  }

  destroy(): void {
    this.socket.destroy()
  }

  /** The next answer, interim ones (1xx) included. `isHead` if it answers a HEAD request. */
  async answer(isHead = false): Promise<RawAnswer> {
    const head = await this.#head()
    const [statusLine = '', ...lines] = head.split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
    const headers = lines.map((line) => headerOf(line))
    if (isHead || status < 200 || status === 204 || status === 304) {
      return { statusLine, status, headers, body: Buffer.alloc(0), isWhole: true }
    }
    const value = (name: string): string | undefined => headers.find(([present]) => present === name)?.[1]
    const length = value('content-length')
    if (value('transfer-encoding') === 'chunked')
      return { statusLine, status, headers, ...(await this.#chunks()) }
    return {
      statusLine,
      status,
      headers,
      ...(await this.#take(length === undefined ? Infinity : Number(length))),
    }
  }

  /** The next piece of a chunked body; the head is read first. */
  async readPiece(): Promise<string> {
    if (!this.#hasHead) {
      await this.#head()
      this.#hasHead = true
    }
    for (;;) {
      const piece = /^([\da-f]+)\r\n/.exec(this.received)
      const size = Number.parseInt(piece?.[1] ?? '', 16)
      const start = piece?.[0].length ?? 0
      if (this.#received.length >= start + size + 2) {
        const text = this.#received.subarray(start, start + size).toString('utf8')
        this.#received = this.#received.subarray(start + size + 2)
        return text
      }
      if (this.#isOver) throw new Error('The connection ended within a piece.')
      await this.#more()
    }
  }

  async #head(): Promise<string> {
    for (;;) {
      const end = this.#received.indexOf(emptyLine)
      if (end >= 0) {
        const head = this.#received.subarray(0, end).toString('latin1')
        this.#received = this.#received.subarray(end + 4)
        return head
      }
      if (this.#isOver)
        throw new Error(`The connection ended before an answer; ${this.#received.length} bytes came.`)
      await this.#more()
    }
  }

  async #take(length: number): Promise<{ body: Uint8Array; isWhole: boolean }> {
    while (this.#joined.length + this.#arrived < length && !this.#isOver) await this.#more()
    const body = this.#received.subarray(0, length)
    this.#received = this.#received.subarray(body.length)
    return { body, isWhole: length === Infinity || body.length === length }
  }

  async #chunks(): Promise<{ body: Uint8Array; isWhole: boolean }> {
    const chunks: Uint8Array[] = []
    for (;;) {
      while (!this.#received.includes('\r\n') && !this.#isOver) await this.#more()
      const end = this.#received.indexOf('\r\n')
      if (end < 0) return { body: Buffer.concat(chunks), isWhole: false }
      const size = Number.parseInt(this.#received.subarray(0, end).toString('latin1'), 16)
      this.#received = this.#received.subarray(end + 2)
      const { body, isWhole } = await this.#take(size + 2)
      chunks.push(body.subarray(0, size))
      if (!isWhole || size === 0) return { body: Buffer.concat(chunks), isWhole }
    }
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
      this.socket.resume()
    })
  }
}

function headerOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}

export function openConnection(port: number): Promise<RawConnection> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const connection = new RawConnection(socket)
    socket.once('connect', () => resolve(connection)).once('error', reject)
  })
}
