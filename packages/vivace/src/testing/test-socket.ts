import { MemoryConnection } from './memory-connection.ts'
import type { TestAnswer } from './test-answer.ts'

/** How a WebSocket was closed. */
export interface TestClosing {
  readonly code: number
  readonly reason: string
}

/** The handshake was answered in HTTP: there is no WebSocket. */
export class HandshakeRefused extends Error {
  override readonly name = 'HandshakeRefused'
  readonly answer: TestAnswer

  constructor(answer: TestAnswer) {
    super(`The handshake is answered ${answer.status}: ${answer.text().slice(0, 200)}`)
    this.answer = answer
  }
}

/**
 * A WebSocket of the test client.
 *
 *     await using socket = await client.websocket('/echo')
 *     socket.send('hello')
 *     expect(await socket.receive()).toBe('hello')
 *
 * The end of the block closes it and waits until the app has cleaned up.
 */
export class TestSocket implements AsyncDisposable {
  /** The subprotocol that the app has chosen; empty if there is none. */
  readonly protocol: string
  /** The headers of the answer to the handshake. */
  readonly headers: Headers
  /** How the socket was closed, once it is, and the app has cleaned up. */
  readonly closed: Promise<TestClosing>
  /** What the app talks to. */
  readonly connection: MemoryConnection
  readonly #messages: (string | Uint8Array)[] = []
  readonly #takers: (() => void)[] = []
  #closing: TestClosing | undefined = undefined

  constructor(head: { readonly protocol: string; readonly headers: Headers }, settled: () => Promise<void>) {
    this.protocol = head.protocol
    this.headers = head.headers
    let tell: (closing: TestClosing) => void = () => undefined
    const ended = new Promise<TestClosing>((resolve) => (tell = resolve))
    this.closed = ended.then(async (closing) => {
      await settled()
      return closing
    })
    this.connection = new MemoryConnection({
      message: (data) => {
        this.#messages.push(data)
        this.#wake()
      },
      closed: (code, reason) => {
        this.#closing = { code, reason }
        this.#wake()
        tell(this.#closing)
      },
    })
  }

  /** Sends text, or bytes. */
  send(message: string | Uint8Array): void {
    this.connection.receive(message)
  }

  /** Sends the JSON of a value. */
  sendJson(value: unknown): void {
    this.send(JSON.stringify(value))
  }

  /** The next message, as it was sent. Rejects when the socket is closed instead. */
  async receive(): Promise<string | Uint8Array> {
    const message = await this.#next()
    if (message !== undefined) return message
    const { code = 1_006, reason = '' } = this.#closing ?? {}
    throw new Error(`The socket was closed (${code}${reason === '' ? '' : `: ${reason}`}).`)
  }

  /** The next message as JSON; the type is the test's word. */
  async receiveJson<Value = unknown>(): Promise<Value> {
    // A test says what it expects and then compares.
    return JSON.parse(String(await this.receive())) as Value
  }

  /** Every message until the socket is closed. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string | Uint8Array, void, undefined> {
    for (let message = await this.#next(); message !== undefined; message = await this.#next()) yield message
  }

  /** Closes the socket. Resolves when the app has cleaned up. */
  async close(code = 1_000, reason = ''): Promise<TestClosing> {
    this.connection.leave(code, reason)
    return this.closed
  }

  /** Goes away without a word, as when the network breaks. Resolves when the app has cleaned up. */
  async abort(): Promise<void> {
    this.connection.cut()
    await this.closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #next(): Promise<string | Uint8Array | undefined> {
    while (this.#messages.length === 0 && this.#closing === undefined) {
      await new Promise<void>((resolve) => this.#takers.push(resolve))
    }
    return this.#messages.shift()
  }

  #wake(): void {
    for (const taker of this.#takers.splice(0)) taker()
  }
}
