import { setTimeout as delay } from 'node:timers/promises'
import { Agent, request } from 'node:http'
import { Program } from '@vivace/fixtures'

/** One answer, and when it came. */
export interface Visit {
  readonly path: string
  readonly status: number
  readonly retryAfter: string | undefined
  readonly mediaType: string | undefined
  /** When it was asked, as `performance.now()` says, and how long it took. */
  readonly at: number
  readonly took: number
}

const paths = ['/read', '/write', '/plain', '/health/live'] as const

/** A server in a process of its own that is asked for something all the time. */
export class VisitedServer implements AsyncDisposable {
  readonly visits: Visit[] = []
  readonly #program: Program
  readonly #agent = new Agent({ keepAlive: true })
  readonly #open = new Set<Promise<void>>()

  constructor(databaseUrl: string) {
    this.#program = new Program(new URL('visited-server.ts', import.meta.url), {
      env: { DATABASE_URL: databaseUrl, PORT: '0' },
    })
  }

  /** What the server has written. */
  get out(): string {
    return this.#program.out
  }

  /** Sends so many requests a second, of all kinds, until the work is done and its last answer is there. */
  async during<Result>(rate: number, work: () => Promise<Result>): Promise<Result> {
    const state = { isOver: false }
    const sending = this.#send(rate, () => state.isOver)
    try {
      return await work()
    } finally {
      state.isOver = true
      await sending
      await Promise.all(this.#open)
    }
  }

  /** Waits until what needs the database works again; answers when. */
  async works(): Promise<number> {
    for (;;) {
      const visit = await this.visit('/write')
      if (visit.status === 200) return visit.at + visit.took
      await delay(20)
    }
  }

  async json(path: string): Promise<unknown> {
    return (await fetch(new URL(path, await this.#program.url()))).json()
  }

  async visit(path: string): Promise<Visit> {
    const at = performance.now()
    const { hostname, port } = new URL(await this.#program.url())
    return new Promise((resolve, reject) => {
      const method = path === '/write' ? 'POST' : 'GET'
      const sent = request({ hostname, port, path, method, agent: this.#agent }, (answer) => {
        const { statusCode = 0, headers } = answer
        answer.resume().on('end', () => {
          const took = performance.now() - at
          const [retryAfter, mediaType] = [headers['retry-after'], headers['content-type']]
          resolve({ path, status: statusCode, retryAfter, mediaType, at, took })
        })
      })
      sent.on('error', reject).end()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy()
    await this.#program[Symbol.asyncDispose]()
  }

  async #send(rate: number, isOver: () => boolean): Promise<void> {
    const start = performance.now()
    for (let sent = 0; !isOver(); sent += 1) {
      const path = paths[sent % paths.length] ?? '/plain'
      const visit = this.visit(path).then((done) => {
        this.visits.push(done)
        this.#open.delete(visit)
      })
      this.#open.add(visit)
      await delay(Math.max(0, start + (1_000 * sent) / rate - performance.now()))
    }
  }
}

/** Whether an answer is the one of an app whose database is away, or all is well. */
export function isHonest({ path, status, retryAfter, mediaType }: Visit): boolean {
  if (status === 200) return true
  const needsDatabase = path === '/read' || path === '/write'
  return needsDatabase && status === 503 && Number(retryAfter) > 0 && mediaType === 'application/problem+json'
}

/** The time that so many of a hundred took at most, in milliseconds. */
export function percentile(visits: readonly Visit[], share: number): number {
  const times = visits.map((visit) => visit.took).sort((one, other) => one - other)
  return Math.round(times[Math.floor((times.length - 1) * share)] ?? 0)
}
