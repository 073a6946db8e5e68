import { createServer, type Server } from 'node:http'
import { Program, RedisServer } from '@vivace/fixtures'

/** The database of the test: notes and reports over HTTP, and how often each was read. */
export class SourceServer {
  readonly reads = new Map<string, number>()
  /** How long it takes to answer, in milliseconds. */
  delay = 20
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
        setTimeout(() => response.setHeader('content-type', 'application/json').end(answer), this.delay)
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

/** Two processes of the app, their database, and their Redis. */
export interface TwoProcesses {
  readonly urls: readonly [string, string]
  readonly processes: readonly [Program, Program]
  readonly database: SourceServer
  readonly redis: RedisServer
  stop(): Promise<void>
}

/** Starts it all. */
export async function startTwoProcesses(): Promise<TwoProcesses> {
  const [redis, database] = [await RedisServer.open(), await SourceServer.start()]
  const env = { REDIS_URL: redis.url, DATABASE_URL: database.url, NODE_ENV: 'test' }
  const start = (): Program => new Program(new URL('caching-program.ts', import.meta.url), { env })
  const processes = [start(), start()] as const
  const stop = async (): Promise<void> => {
    for (const each of processes) await each.kill()
    database.stop()
    await redis[Symbol.asyncDispose]()
  }
  try {
    const urls = [await processes[0].url(), await processes[1].url()] as const
    return { urls, processes, database, redis, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
