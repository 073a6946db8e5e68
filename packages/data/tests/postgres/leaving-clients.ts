import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type DatabasePoolFigures, openDatabase } from '@vivace/data'
import { type PostgresDatabase, Program } from '@vivace/fixtures'

/** How it went when all clients had left. */
export interface Departure {
  /** How many statements ran before. */
  readonly active: number
  /** How long it took until none ran, and no connection was in use, in milliseconds. */
  readonly until: number
}

/** A server in a process of its own, which sleeps in a database. */
export class SleepyServer implements AsyncDisposable {
  readonly #database: PostgresDatabase
  readonly #program: Program

  constructor(database: PostgresDatabase) {
    this.#database = database
    this.#program = new Program(new URL('sleepy-server.ts', import.meta.url), {
      env: { DATABASE_URL: database.url, PORT: '0' },
    })
  }

  /** Sends requests over sockets of their own, destroys these, and looks what the database still does. */
  async leave({
    requests,
    after,
  }: {
    readonly requests: number
    readonly after: number
  }): Promise<Departure> {
    const url = await this.#program.url()
    const routes = ['/database', '/transaction', '/stream']
    const sockets = await Promise.all(
      Array.from({ length: requests }, (_, at) => request(new URL(routes[at % routes.length] ?? '', url))),
    )
    await using watcher = await watch(this.#database)
    await delay(after)
    const active = await watcher.active()
    for (const socket of sockets) socket.destroy()
    const start = performance.now()
    // Between two statements none runs: the connections have to be back as well.
    while ((await watcher.active()) > 0 || !isIdle(await this.pool())) await delay(1)
    const until = Math.round(performance.now() - start)
    return { active, until }
  }

  /** How its pool is. */
  async pool(): Promise<DatabasePoolFigures> {
    // What `poolFigures` gives.
    return (await (await fetch(`${await this.#program.url()}/pool`)).json()) as DatabasePoolFigures
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]()
  }
}

function isIdle({ used, waiting }: DatabasePoolFigures): boolean {
  return used === 0 && waiting === 0
}

async function request({ hostname, port, pathname }: URL): Promise<Socket> {
  const socket = connect(Number(port), hostname)
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(`GET ${pathname} HTTP/1.1\r\nhost: ${hostname}:${port}\r\n\r\n`)
  return socket
}

/** Counts what runs in a database, over one connection, for each takes time. */
async function watch(database: PostgresDatabase): Promise<AsyncDisposable & { active(): Promise<number> }> {
  const opened = await openDatabase({ url: database.url })
  const text = `select count(*)::int from pg_stat_activity
    where state = 'active' and query like '%pg_sleep%' and datname = current_database() and pid <> pg_backend_pid()`
  return {
    active: async () => Number((await opened.engine.run({ text, values: [] })).rows[0]?.[0]),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  }
}
