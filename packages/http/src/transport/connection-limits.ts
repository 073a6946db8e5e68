import { type buildConnector, type Client, errors } from 'undici'
import type { TransportOptions } from './transport-options.ts'
import type { TransportStats } from './http-transport.ts'

/** One of undici's clients, which has at most one connection. */
interface Holder {
  client: Client | undefined
  /** Closes its connection; `undefined` while it has none and opens none. */
  close: (() => void) | undefined
}

/**
 * Counts the connections of all hosts together: so many at once, and so many kept with nothing to do.
 *
 *     const limits = new ConnectionLimits({ connections: 100, keptAlive: 20 })
 *     const { connect, holds } = limits.holder(connector)
 *
 * Whoever wants one more than there may be gets the place of one that is idle, or waits for the next.
 */
export class ConnectionLimits {
  readonly #options: Pick<TransportOptions, 'connections' | 'keptAlive'>
  /** Those with a connection, the longest-lived first. */
  readonly #open = new Set<Holder>()
  readonly #waiting: (() => void)[] = []

  constructor(options: Pick<TransportOptions, 'connections' | 'keptAlive'>) {
    this.#options = options
  }

  stats(): TransportStats {
    return { open: this.#open.size, idle: this.#idle().length }
  }

  /** A connector for one of undici's clients, which `holds` then names. */
  holder(connector: buildConnector.connector): {
    readonly connect: buildConnector.connector
    readonly holds: (client: Client) => void
  } {
    const holder: Holder = { client: undefined, close: undefined }
    return {
      connect: (options, callback) => {
        this.#whenFree(() => this.#connect(holder, () => connector(options, callback)))
      },
      holds: (client) => {
        holder.client = client
      },
    }
  }

  /** Closes what is idle beyond its number, or what somebody waits for the place of. */
  trim(): void {
    if (this.#waiting.length === 0 && this.#open.size <= this.#options.keptAlive) return
    const idle = this.#idle()
    const tooMany = Math.max(
      idle.length - this.#options.keptAlive,
      Math.min(this.#waiting.length, idle.length),
    )
    for (const holder of idle.slice(0, Math.max(0, tooMany))) holder.close?.()
  }

  #connect(holder: Holder, open: () => unknown): void {
    this.#open.add(holder)
    const socket = open()
    const gone = (): void => {
      holder.close = undefined
      if (this.#open.delete(holder)) this.#waiting.shift()?.()
    }
    if (!isSocket(socket)) return gone()
    // Without an error undici fails when it looks for one (HTTP/2); with this one it sends again what is waiting.
    holder.close = () => socket.destroy(new errors.InformationalError('nothing to do'))
    socket.once('close', gone)
  }

  #whenFree(open: () => void): void {
    if (this.#open.size < this.#options.connections) return open()
    this.#waiting.push(open)
    this.trim()
  }

  #idle(): Holder[] {
    return [...this.#open].filter(
      ({ client, close }) =>
        close !== undefined && client?.stats.connected === true && client.stats.size === 0,
    )
  }
}

interface ClosingSocket {
  destroy(error: Error): void
  once(event: 'close', heard: () => void): void
}

// What undici's connector returns, which its types do not say.
function isSocket(value: unknown): value is ClosingSocket {
  return typeof value === 'object' && value !== null && 'destroy' in value && 'once' in value
}
