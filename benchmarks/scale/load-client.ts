import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { pinned } from '../pinning.ts'
import { environment } from '../runtimes.ts'
import { transpiledPath } from '../transpile.ts'
import type { ClientOrder, ClientReport, Exchange } from './load/client-order.ts'

/**
 * The client program in a process of its own, pinned to the load's core: the time that it takes is not the
 * server's.
 *
 *     await using client = await LoadClient.start(0)
 *     await client.open({ origin, connections: 10_000, exchanges })
 *     const { latencies } = await client.paced(5000, 20)
 */
export class LoadClient implements AsyncDisposable {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  /** Starts the program. */
  static async start(core: number | undefined): Promise<LoadClient> {
    const command = pinned([process.execPath, transpiledPath('scale/load/client.ts')], core)
    const [program = '', ...args] = command
    const child = spawn(program, args, {
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    })
    const client = new LoadClient(child)
    await client.#answer()
    return client
  }

  /** Opens connections, in place of those that are open. Rejects when one cannot be opened. */
  async open(place: {
    readonly origin: string
    readonly connections: number
    readonly exchanges: readonly Exchange[]
  }): Promise<void> {
    const { connections, exchanges } = place
    const port = Number(new URL(place.origin).port)
    // The answer to this order (load/client.ts).
    const failures = (await this.#order({ kind: 'open', port, connections, exchanges })) as string[]
    const [first] = failures
    if (first !== undefined)
      throw new Error(`${failures.length} of ${connections} connections were not opened: ${first}`)
  }

  /** Sends at a rate for some seconds, whether answers come or not. */
  async paced(rate: number, seconds: number): Promise<ClientReport> {
    // The answer to this order (load/client.ts).
    return (await this.#order({ kind: 'paced', rate, seconds })) as ClientReport
  }

  /** Sends on every connection as soon as it has its answer, so many requests or so long, at most a minute. */
  async closed(limits: { readonly requests?: number; readonly seconds?: number }): Promise<ClientReport> {
    const { requests = 1e9, seconds = 60 } = limits
    // The answer to this order (load/client.ts).
    return (await this.#order({ kind: 'closed', requests, seconds })) as ClientReport
  }

  /** Ends the program. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) return
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }

  async #order(order: ClientOrder): Promise<unknown> {
    const answer = this.#answer()
    this.#child.send(order)
    return await answer
  }

  async #answer(): Promise<unknown> {
    const ended = new AbortController()
    const end = (code: number | null): void =>
      ended.abort(new Error(`the client program ended with code ${code ?? 'none'}`))
    this.#child.once('exit', end)
    try {
      const [message]: unknown[] = await once(this.#child, 'message', { signal: ended.signal })
      return message
    } finally {
      this.#child.off('exit', end)
    }
  }
}
