import { announcement } from '../../node/announcement.ts'
import { serveSettings } from '../../node/serve-settings.ts'
import { AppProcess } from './app-process.ts'
import type { DevMessage, DevReady } from './dev-message.ts'
import type { PrettyLines } from './pretty-line.ts'
import { Relay } from './relay.ts'

/** How `vivace dev` serves. */
export interface DevServerOptions {
  /** The arguments of the process of the app. */
  readonly args: readonly string[]
  readonly host: string
  /** `undefined` leaves it to the app. */
  readonly port: number | undefined
  readonly lines: PrettyLines
  /** Writes a line for the person at the terminal. */
  readonly write: (line: string, to: 'stdout' | 'stderr') => void
}

/**
 * Serves an app, and starts it again when it is told to, without letting go of the port.
 *
 *     const server = new DevServer(options)
 *     server.start()
 *     await server.restart('src/main.ts')
 */
export class DevServer {
  readonly #options: DevServerOptions
  readonly #relay = new Relay()
  #app: AppProcess | undefined = undefined
  #turn: Promise<void> = Promise.resolve()
  #startedAt = 0
  #isClosed = false
  /** Rejects when the port cannot be had. */
  readonly failed: Promise<never>
  #fail!: (error: unknown) => void

  constructor(options: DevServerOptions) {
    this.#options = options
    this.failed = new Promise((_resolve, reject) => (this.#fail = reject))
  }

  start(): void {
    this.#startedAt = performance.now()
    this.#relay.target = 'starting'
    this.#app = new AppProcess(this.#options.args, {
      message: (message) => this.#hear(message),
      line: (line, to) => this.#show(line, to),
      ended: (code) => this.#lose(code),
    })
  }

  /** Stops the app and starts it again. Calls that come meanwhile wait their turn. */
  restart(changed: string): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      if (this.#isClosed) return
      this.#options.write(this.#options.lines.style('gray', `${changed} changed`), 'stdout')
      this.#relay.target = 'starting'
      await this.#app?.stop()
      if (!this.#isClosed) this.start()
    })
    return this.#turn
  }

  /** Stops the app and gives the port back. */
  async close(): Promise<void> {
    this.#isClosed = true
    this.#relay.close()
    await this.#app?.stop()
  }

  #hear(message: DevMessage): void {
    if (message.kind === 'request') this.#options.write(this.#options.lines.request(message), 'stdout')
    else this.#open(message).catch((error: unknown) => this.#fail(error))
  }

  async #open(ready: DevReady): Promise<void> {
    const { host, lines, write } = this.#options
    const took = `${(performance.now() - this.#startedAt).toFixed(0)} ms`
    if (this.#relay.isListening) write(lines.style('gray', `restarted in ${took}`), 'stdout')
    else {
      const wanted = this.#options.port ?? serveSettings({ ...portOf(ready.wanted) }, process.env).port
      const port = await this.#relay.listen(wanted, host)
      const url = `${ready.scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`
      const { title, docsPath } = ready
      write(announcement(url, title === undefined ? undefined : { title, docsPath }), 'stdout')
      write(lines.style('gray', `started in ${took}; watching for changes, Ctrl-C stops`), 'stdout')
    }
    this.#relay.target = { port: ready.port }
  }

  #show(line: string, to: 'stdout' | 'stderr'): void {
    const shown = this.#options.lines.log(line)
    if (shown !== undefined) this.#options.write(shown, to)
  }

  #lose(code: number | null): void {
    this.#relay.target = 'stopped'
    const how = code === null ? 'was killed' : `ended with ${code}`
    this.#options.write(
      this.#options.lines.style('yellow', `The app ${how}. Waiting for a change.`),
      'stderr',
    )
  }
}

const portOf = (port: number | undefined): { readonly port?: number } => (port === undefined ? {} : { port })
