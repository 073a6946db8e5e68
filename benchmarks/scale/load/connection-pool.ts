import { ClientConnection } from './client-connection.ts'

/** How many connections are being opened at the same time. */
const openingAtOnce = 256

/** The loopback addresses that connections come from: one address has some 28,000 ports, half of them in TIME-WAIT at worst. */
const sources: readonly (string | undefined)[] =
  process.platform === 'linux' ? [2, 3, 4, 5, 6, 7, 8, 9].map((last) => `127.0.0.${last}`) : [undefined]

/**
 * Connections that are kept open. They are used in turn, the one that has been idle longest first, so that
 * all of them are in use and none grows old; one that the server has closed is opened anew.
 */
export class ConnectionPool {
  /** How many had been closed by the server while they were idle. */
  reopened = 0
  readonly #port: number
  readonly #idle: ClientConnection[] = []
  readonly #all = new Set<ClientConnection>()
  #made = 0

  constructor(port: number) {
    this.#port = port
  }

  /** Opens so many and sends a request on each; resolves to why some could not be opened. */
  async open(count: number, request: string): Promise<string[]> {
    const failures: string[] = []
    let begun = 0
    const openSome = async (): Promise<void> => {
      while (begun++ < count) {
        const connection = this.#make()
        const outcome = await new Promise<unknown>((resolve) => connection.send(request, resolve))
        if (outcome instanceof Error) failures.push(outcome.message)
        this.give(connection)
      }
    }
    await Promise.all(Array.from({ length: openingAtOnce }, openSome))
    return failures
  }

  /** How many can be taken now. */
  get idle(): number {
    return this.#idle.length
  }

  /** A connection that nobody uses; `undefined` when all are in use. */
  take(): ClientConnection | undefined {
    const connection = this.#idle.shift()
    if (connection === undefined || connection.isOpen) return connection
    this.reopened++
    this.#all.delete(connection)
    return this.#make()
  }

  /** Gives one back. */
  give(connection: ClientConnection): void {
    this.#idle.push(connection)
  }

  /** Closes all of them. */
  close(): void {
    for (const connection of this.#all) connection.destroy()
  }

  #make(): ClientConnection {
    const localAddress = sources[this.#made++ % sources.length]
    const connection = new ClientConnection({ port: this.#port, localAddress })
    this.#all.add(connection)
    return connection
  }
}
