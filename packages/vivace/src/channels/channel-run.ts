import type { Connection, Upgrade } from '../exchange/index.ts'
import { abandon, cleanUp, type Run } from '../operations/index.ts'
import type { ChannelSettings } from './channel-limits.ts'
import type { ChannelSocket } from './channel-socket.ts'
import { closingOf } from './closing.ts'
import { SocketClosed } from './socket-closed.ts'

/** What a run of a channel is given. */
export interface ChannelRunOptions {
  readonly socket: ChannelSocket
  readonly settings: ChannelSettings
  readonly protocol: string | undefined
}

const done = { code: 1_000, reason: '' }

/** One connection of a channel from the answered handshake to its end. */
export class ChannelRun implements Upgrade {
  readonly protocol: string | undefined
  readonly maxMessageSize: number
  readonly over: Promise<void>
  readonly #run: Run
  readonly #options: ChannelRunOptions
  #isOpen = false
  #end: () => void = () => undefined

  constructor(run: Run, options: ChannelRunOptions) {
    this.#run = run
    this.#options = options
    this.protocol = options.protocol
    this.maxMessageSize = options.settings.maxMessageSize
    this.over = new Promise((resolve) => (this.#end = resolve))
  }

  open(connection: Connection): void {
    const { socket, settings, protocol = '' } = this.#options
    this.#isOpen = true
    // An app that stops waits for handlers, whatever edge they came by.
    const end = this.#run.exchange.pendingWork?.begin()
    if (end !== undefined) void this.over.then(end)
    socket.open(connection, settings, protocol)
    void this.#serve()
  }

  /** The edge has answered something else: middleware may have, or the client is gone. */
  async leave(): Promise<void> {
    if (this.#isOpen) return
    this.#isOpen = true
    await this.#abandon(new SocketClosed(1_006, 'it was never opened'))
    this.#end()
  }

  async #serve(): Promise<void> {
    const run = this.#run
    const { socket } = this.#options
    try {
      await run.plan.handler(run.valuesOf(run.plan.handlerInputs))
      if (run.hasBackground) run.background.schedule()
      // Before the closing, so that a commit that fails is what the client learns.
      await cleanUp(run)
      socket.finish(done)
    } catch (error) {
      await this.#fail(error)
    }
    await socket.gone
    this.#end()
  }

  async #fail(error: unknown): Promise<void> {
    const { socket } = this.#options
    const thrown = await this.#abandon(error)
    const closing = closingOf(thrown)
    if (closing === undefined && !this.#isOfLeaving(thrown)) socket.fail(thrown)
    else socket.finish(closing ?? done)
  }

  /** Throws the error in at each `yield`; what has become of it in the end. */
  async #abandon(error: unknown): Promise<unknown> {
    try {
      return await abandon(this.#run, error)
    } catch (final) {
      return final
    }
  }

  // Whoever heeds `signal` throws its reason when the client is gone.
  #isOfLeaving(error: unknown): boolean {
    const { signal } = this.#run.exchange
    if (!signal.aborted) return false
    return error === signal.reason || (error instanceof Error && error.name === 'AbortError')
  }
}
