import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { pinned } from '../pinning.ts'
import type { Pinning } from '../pinning.ts'
import { benchmarksFolder, environment } from '../runtimes.ts'
import { table } from '../table.ts'
import { transpiledPath } from '../transpile.ts'
import { judgeMemory } from './judge-memory.ts'
import type { Vitals } from './judge-memory.ts'
import { whole } from './latency.ts'
import { AnswerReader } from './load/answer-reader.ts'
import { mixedRequest } from './mixed-requests.ts'
import type { Part } from './part.ts'

const samples = 20
const connections = 32

/** A million mixed requests to our server over real connections, and its heap after garbage collection on the way. */
export const memory: Part = {
  title: 'Memory over many requests',
  async measure({ quick, pinning, say }) {
    const perSample = (quick ? 100_000 : 1_000_000) / samples
    await using server = await WatchedServer.start(pinning)
    const client = new MixedClient(server.port)
    const seen: Vitals[] = []
    for (let sample = 0; sample < samples; sample++) {
      await client.sendAll(sample * perSample, perSample)
      seen.push(await server.vitals())
      say(`${whole((sample + 1) * perSample)} of ${whole(samples * perSample)} requests`)
    }
    return {
      text: `${whole(client.answered)} requests answered, ${whole(client.aborted)} broken off by the client.\n\n${vitalsTable(seen, perSample)}`,
      faults: [...judgeMemory(seen), ...client.faults],
    }
  },
}

function vitalsTable(seen: readonly Vitals[], perSample: number): string {
  const rows = seen.flatMap(({ heap, handles, timers, listeners }, at) => {
    // Every second one, and the one that the last is compared with is among them.
    if (at % 2 === 0 && at > 0) return []
    const requests = whole((at + 1) * perSample)
    return [[requests, `${(heap / 2 ** 20).toFixed(2)} MiB`, ...[handles, timers, listeners].map(String)]]
  })
  return table(['requests', 'heap', 'handles', 'timers', 'listeners'], rows)
}

/** Our server in a process of its own, which says how it is. */
class WatchedServer implements AsyncDisposable {
  readonly port: number
  readonly #child: ReturnType<typeof spawn>

  private constructor(port: number, { server }: Pinning) {
    this.port = port
    const file = transpiledPath('scale/servers/watched.ts')
    const [program = '', ...args] = pinned([process.execPath, '--expose-gc', file], server)
    this.#child = spawn(program, args, {
      cwd: join(benchmarksFolder, '..'),
      env: { ...environment, PORT: String(port) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    process.on('exit', () => this.#child.kill('SIGKILL'))
  }

  static async start(pinning: Pinning): Promise<WatchedServer> {
    const server = new WatchedServer(await freePort(), pinning)
    await once(server.#child, 'message')
    return server
  }

  /** After a garbage collection. */
  async vitals(): Promise<Vitals> {
    const answered = once(this.#child, 'message')
    this.#child.send('vitals')
    const [message] = await answered
    // The server sends nothing else after its first message.
    return message as Vitals
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#child, 'exit')
    this.#child.kill('SIGKILL')
    await ended
  }
}

const mostFaults = 5

/** Sends the mixture over connections that are used again and again; those that it breaks off are replaced. */
class MixedClient {
  readonly faults: string[] = []
  answered = 0
  aborted = 0
  readonly #port: number

  constructor(port: number) {
    this.#port = port
  }

  /** Sends so many requests of the mixture, from one on. */
  async sendAll(first: number, count: number): Promise<void> {
    let at = first
    const sendSome = async (): Promise<void> => {
      let socket: Socket | undefined
      while (at < first + count) socket = await this.#send(at++, socket)
      socket?.destroy()
    }
    await Promise.all(Array.from({ length: connections }, sendSome))
  }

  /** Resolves to the connection if it can be used again. */
  async #send(at: number, open: Socket | undefined): Promise<Socket | undefined> {
    const { text, status, isAborted } = mixedRequest(at)
    const socket = open ?? createConnection({ port: this.#port, host: '127.0.0.1', noDelay: true })
    socket.write(text)
    if (isAborted) {
      this.aborted++
      await new Promise((resolve) => setImmediate(resolve))
      socket.destroy()
      return undefined
    }
    const answer = await readAnswer(socket)
    if (answer === undefined) return this.#note(`${lineOf(text)}: there was no answer`)
    this.answered++
    if (answer.status !== status) this.#note(`${lineOf(text)}: it answered ${answer.status}, not ${status}`)
    if (!answer.isLast) return socket
    socket.destroy()
    return undefined
  }

  #note(fault: string): undefined {
    if (this.faults.length < mostFaults) this.faults.push(fault)
  }
}

const lineOf = (request: string): string => request.slice(0, request.indexOf(' HTTP/'))

/** One whole answer; `undefined` if the connection ends before it. */
function readAnswer(socket: Socket): Promise<ReturnType<AnswerReader['read']>> {
  const reader = new AnswerReader()
  return new Promise((resolve) => {
    const settle = (answer?: ReturnType<AnswerReader['read']>): void => {
      socket.off('data', take).off('close', close).off('error', close)
      resolve(answer)
    }
    const take = (chunk: Buffer): void => {
      const answer = reader.read(chunk)
      if (answer !== undefined) settle(answer)
    }
    const close = (): void => settle()
    socket.on('data', take).on('close', close).on('error', close)
  })
}
