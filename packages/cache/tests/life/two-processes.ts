import { createServer, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { type ChildProcess, spawn } from 'node:child_process'
import { RedisServer } from '../fixtures/redis-server.ts'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const program = fileURLToPath(new URL('caching-program.ts', import.meta.url))

/** The database of the test: notes and reports over HTTP, and how often each was read. */
export class SourceServer {
  readonly reads = new Map<string, number>()
  readonly #notes = new Map<string, string>()
  readonly #server: Server
  url = ''

  private constructor() {
    this.#server = createServer((request, response) => {
      const { url = '', method } = request
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        if (method === 'PUT') this.#notes.set(url, body)
        else this.reads.set(url, (this.reads.get(url) ?? 0) + 1)
        const answer = this.#notes.get(url) ?? JSON.stringify({ text: 'first', writtenAt: 0 })
        setTimeout(() => response.setHeader('content-type', 'application/json').end(answer), 20)
      })
    })
  }

  static async start(): Promise<SourceServer> {
    const database = new SourceServer()
    await new Promise<void>((resolve) => database.#server.listen(0, '127.0.0.1', resolve))
    const address = database.#server.address()
    database.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
    return database
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}

/** One process of the app. */
export class AppProcess {
  readonly #process: ChildProcess
  out = ''

  constructor(environment: Readonly<Record<string, string>>) {
    this.#process = spawn(
      process.execPath,
      ['--import', join(root, 'node_modules/tsx/dist/loader.mjs'), program],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          HOST: '127.0.0.1',
          TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'),
          ...environment,
        },
      },
    )
    for (const stream of [this.#process.stdout, this.#process.stderr])
      stream?.on('data', (chunk: Buffer) => (this.out += chunk.toString()))
  }

  /** Where it serves, once it does. */
  async url(): Promise<string> {
    const until = Date.now() + 60_000
    for (;;) {
      const url = /is ready: (http\S+)/.exec(this.out)?.[1]
      if (url !== undefined) return url
      if (this.#process.exitCode !== null || Date.now() > until)
        throw new Error(`It does not serve: ${this.out}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async kill(): Promise<void> {
    if (this.#process.exitCode !== null) return
    const ended = new Promise((resolve) => this.#process.once('close', resolve))
    this.#process.kill('SIGKILL')
    await ended
  }
}

/** Two processes of the app, their database, and their Redis. */
export interface TwoProcesses {
  readonly urls: readonly [string, string]
  readonly processes: readonly [AppProcess, AppProcess]
  readonly database: SourceServer
  readonly redis: RedisServer
  stop(): Promise<void>
}

/** Starts it all. */
export async function startTwoProcesses(): Promise<TwoProcesses> {
  const [redis, database] = [await RedisServer.start(), await SourceServer.start()]
  const environment = { REDIS_URL: redis.url, DATABASE_URL: database.url, NODE_ENV: 'test' }
  const processes = [new AppProcess(environment), new AppProcess(environment)] as const
  const stop = async (): Promise<void> => {
    for (const each of processes) await each.kill()
    database.stop()
    await redis.kill()
  }
  try {
    const urls = [await processes[0].url(), await processes[1].url()] as const
    return { urls, processes, database, redis, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
