import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A message of a language server, in JSON. */
export type Message = Readonly<Record<string, unknown>>

/**
 * A language server that speaks over its standard input and output: JSON after a header with its length, as the
 * Language Server Protocol and tsserver write it.
 *
 * @see https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#baseProtocol
 */
export class FramedProcess implements AsyncDisposable {
  readonly #child: ChildProcess
  readonly #waiting: {
    readonly wanted: (message: Message) => boolean
    readonly take: (message: Message) => void
  }[] = []
  #received = Buffer.alloc(0)

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'] })
    this.#child.stdout?.on('data', (bytes: Buffer) => this.#receive(bytes))
  }

  /** Sends a text as it is: tsserver reads lines, others read `framed` messages. */
  send(text: string): void {
    this.#child.stdin?.write(text)
  }

  /** The next message that is wanted. */
  next(wanted: (message: Message) => boolean): Promise<Message> {
    return new Promise((take) => this.#waiting.push({ wanted, take }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGKILL')
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit')
  }

  #receive(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes])
    for (let message = this.#shift(); message !== undefined; message = this.#shift()) this.#hand(message)
  }

  #shift(): Message | undefined {
    const end = this.#received.indexOf('\r\n\r\n')
    const length = Number(
      /Content-Length: (\d+)/.exec(this.#received.toString('latin1', 0, Math.max(0, end)))?.[1],
    )
    const start = end + 4
    if (end < 0 || this.#received.length < start + length) return undefined
    const text = this.#received.toString('utf8', start, start + length)
    this.#received = this.#received.subarray(start + length)
    // Every message of either protocol is an object.
    return JSON.parse(text) as Message
  }

  #hand(message: Message): void {
    // What the server asks of us, it goes on without.
    if ('method' in message && 'id' in message) this.send(framed({ id: message['id'], result: null }))
    const at = this.#waiting.findIndex(({ wanted }) => wanted(message))
    if (at >= 0) this.#waiting.splice(at, 1)[0]?.take(message)
  }
}

/** A message with its header. */
export function framed(message: Message): string {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message })
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}
