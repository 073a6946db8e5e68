import type { Failure } from '../errors/index.ts'
import type { Connection, ConnectionListener, Exchange } from '../exchange/index.ts'
import type { ChannelSettings } from './channel-limits.ts'
import { checkCloseCode } from './close-code.ts'
import { type Closing, fittingReason } from './closing.ts'
import { Inbox, type MessageData } from './inbox.ts'
import type { MessageReader } from './message-reader.ts'
import { MessageRate } from './message-rate.ts'
import type { MessageWriter } from './message-writer.ts'
import { Outbox } from './outbox.ts'
import { SocketClosed } from './socket-closed.ts'
import { SocketWatches } from './socket-watches.ts'
import { wordFailures } from './word-failures.ts'

/** How the messages of a socket are read and written. */
export interface SocketFormat {
  readonly reader: MessageReader | undefined
  readonly writer: MessageWriter | undefined
  readonly onInvalid: ((failures: readonly Failure[]) => unknown) | undefined
}

/** What a socket has once it is open. */
interface Opened {
  readonly connection: Connection
  readonly settings: ChannelSettings
  readonly outbox: Outbox
  readonly rate: MessageRate
  readonly watches: SocketWatches
  readonly forgetStop: (() => void) | undefined
}

/** The socket of one connection: what its handler holds, and what listens to the connection. */
export class ChannelSocket implements ConnectionListener, AsyncIterable<unknown> {
  protocol = ''
  readonly #exchange: Exchange
  readonly #format: SocketFormat
  readonly #inbox = new Inbox()
  #opened: Opened | undefined = undefined
  /** How it ends, once that is known. */
  #closing: Closing | undefined = undefined
  #failure: unknown = undefined
  #isFinished = false
  /** Set before it is open. */
  #end: (Closing & { readonly instant: number }) | undefined = undefined
  #tellGone: () => void = () => undefined
  /** Resolves when the connection is over. */
  readonly gone: Promise<void> = new Promise((resolve) => (this.#tellGone = resolve))

  constructor(exchange: Exchange, format: SocketFormat) {
    this.#exchange = exchange
    this.#format = format
  }

  /** Takes the connection. */
  open(connection: Connection, settings: ChannelSettings, protocol: string): void {
    const { clock, expiry, shutdown } = this.#exchange
    this.protocol = protocol
    connection.listen(this)
    this.#inbox.open(connection)
    const watches = new SocketWatches({
      clock,
      settings,
      expiry,
      connection,
      inbox: this.#inbox,
      close: (closing) => this.#closeWith(closing),
    })
    this.#opened = {
      connection,
      settings,
      watches,
      outbox: new Outbox(connection, settings.maxSendBuffer),
      rate: new MessageRate(settings.maxMessageRate, clock),
      forgetStop: undefined,
    }
    watches.start()
    if (this.#end !== undefined) watches.closeAt(this.#end.instant, this.#end)
    const forgetStop = shutdown?.onBegin(() => this.#closeWith({ code: 1_001, reason: 'the server stops' }))
    this.#opened = { ...this.#opened, forgetStop }
  }

  get isOpen(): boolean {
    return this.#opened !== undefined && this.#closing === undefined
  }

  async receive(): Promise<unknown> {
    for (;;) {
      const data = await this.#inbox.take()
      if (data === undefined) throw this.#closedError()
      const read = await this.#format.reader?.read(data)
      if (read === undefined) continue
      if ('value' in read) return read.value
      await this.#answerInvalid(read.failures)
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<unknown, void, undefined> {
    for (;;) {
      try {
        yield await this.receive()
      } catch (error) {
        if (error instanceof SocketClosed) return
        throw error
      }
    }
  }

  send(message: unknown): Promise<void> {
    const sending = this.#send(message)
    // Whoever broadcasts need not wait; and a rejection that nobody sees would end the process.
    sending.catch((error: unknown) => {
      if (!(error instanceof SocketClosed)) this.fail(error)
    })
    return sending
  }

  /** Says once what went wrong, and closes. */
  fail(error: unknown): void {
    if (this.#failure === error) return
    this.#failure = error
    const { log, routePath: route } = this.#exchange
    log.error('A socket failed.', { error, route })
    this.#closeWith({ code: 1_011, reason: 'internal error' })
  }

  /** The handler has come to its end: what happens from now on is no concern of its `signal`. */
  finish(closing: Closing): void {
    this.#isFinished = true
    this.#closeWith(closing)
  }

  close(code = 1_000, reason = ''): void {
    checkCloseCode(code)
    this.#closeWith({ code, reason })
  }

  closeAt(when: Date | number, code = 4_401, reason = 'expired'): void {
    checkCloseCode(code)
    const instant = Number(when)
    const end = { code, reason, instant: Number.isNaN(instant) ? 0 : instant }
    if (this.#opened !== undefined) this.#opened.watches.closeAt(end.instant, end)
    else if (end.instant < (this.#end?.instant ?? Infinity)) this.#end = end
  }

  message(data: MessageData): void {
    if (this.#opened === undefined || this.#closing !== undefined) return
    const { settings, rate, watches } = this.#opened
    watches.message()
    const refusal = this.#refusalOf(data, settings, rate)
    if (refusal === undefined) this.#inbox.push(data)
    else this.#closeWith(refusal)
  }

  heard(): void {
    this.#opened?.watches.heard()
  }

  drained(): void {
    this.#opened?.outbox.drained()
  }

  closed(code: number, reason: string): void {
    // What the client said before it left is still to be read; what came before we closed is not.
    this.#closing ??= { code, reason }
    this.#inbox.end(false)
    const { watches, outbox, forgetStop } = this.#opened ?? {}
    watches?.stop()
    outbox?.end()
    forgetStop?.()
    this.#abort()
    this.#tellGone()
  }

  async #send(message: unknown): Promise<void> {
    const { writer } = this.#format
    if (writer === undefined)
      throw new TypeError("The socket declares nothing that it sends: give it 'sends'.")
    const written = writer.write(message)
    const data = written instanceof Promise ? await written : written
    const opened = this.#opened
    if (opened === undefined) throw new Error('The socket is not open yet: dependencies cannot send.')
    if (this.#closing !== undefined) throw this.#closedError()
    if (opened.outbox.overflows(data)) {
      this.#closeWith({ code: 1_013, reason: 'the client reads too slowly' })
      throw this.#closedError()
    }
    return opened.outbox.send(data)
  }

  #refusalOf(data: MessageData, settings: ChannelSettings, rate: MessageRate): Closing | undefined {
    const { reader } = this.#format
    if (rate.exceeds()) return { code: 1_008, reason: 'too many messages' }
    if (reader === undefined) return { code: 1_003, reason: 'no messages are expected' }
    if ((typeof data === 'string') !== (reader.carries === 'text'))
      return { code: 1_003, reason: `messages are ${reader.carries}` }
    return isLonger(data, settings.maxMessageSize) ? { code: 1_009, reason: 'message too long' } : undefined
  }

  async #answerInvalid(failures: readonly Failure[]): Promise<void> {
    const { onInvalid } = this.#format
    if (onInvalid === undefined) return this.#closeWith({ code: 1_007, reason: wordFailures(failures) })
    const answer = onInvalid(failures)
    if (answer !== undefined) await this.send(answer)
  }

  #closeWith({ code, reason }: Closing): void {
    if (this.#opened === undefined || this.#closing !== undefined) return
    this.#closing = { code, reason: fittingReason(reason) }
    this.#inbox.end(true)
    this.#opened.outbox.end()
    this.#opened.watches.closing()
    this.#opened.connection.close(code, this.#closing.reason)
    this.#abort()
  }

  #abort(): void {
    if (!this.#isFinished) this.#exchange.abort(this.#closedError())
  }

  #closedError(): SocketClosed {
    return new SocketClosed(this.#closing?.code ?? 1_006, this.#closing?.reason ?? '')
  }
}

const encoder = new TextEncoder()

// A unit of UTF-16 is at most three bytes: most texts need no second look.
function isLonger(data: MessageData, limit: number): boolean {
  if (data.length > limit) return true
  return typeof data === 'string' && data.length * 3 > limit && encoder.encode(data).length > limit
}
