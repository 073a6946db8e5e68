import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { Client } from 'pg'
import { type Duration, type Logger, parseDuration } from 'vivace'
import type { Engine } from '../engine/engine.ts'
import { typeParsers } from '../postgres/type-parsers.ts'
import { createDirectory } from './create-directory.ts'
import { DatabaseThread } from './database-thread.ts'
import { EmbeddedEngine } from './embedded-engine.ts'
import { readTemplate } from './template.ts'
import { ThreadStream } from './thread-stream.ts'

/** Where an embedded database is, and how long it is waited for. */
export interface EmbeddedOptions {
  /** Where it keeps its files; `memory` keeps nothing. */
  readonly directory: string
  /** How long somebody waits for its one connection. `2s` if absent. */
  readonly acquireTimeout?: Duration
  /** How long somebody waits for a statement, which goes on all the same. `15s` if absent; 0 waits for ever. */
  readonly statementTimeout?: Duration
  /** Is told when the database is lost. Nobody if absent. */
  readonly log?: Logger
}

/**
 * Opens a PostgreSQL in this process: PGlite, in a thread of its own.
 *
 *     const engine = await openEmbedded({ directory: '.vivace/data' })
 *     await engine.close()
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Engine> {
  const { directory, acquireTimeout = '2s', statementTimeout = '15s', log } = options
  const times = {
    acquireTimeout: parseDuration(acquireTimeout, "defineDatabase(), 'pool.acquireTimeout'"),
    statementTimeout: parseDuration(statementTimeout, "defineDatabase(), 'statementTimeout'"),
  }
  const thread = await (directory === 'memory' ? openMemory() : openDirectory(resolve(directory)))
  const client = new Client({
    // Every one of them is given, or `pg` would read PGHOST, PGUSER and the like.
    host: 'localhost',
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    stream: () => new ThreadStream(thread),
    types: typeParsers,
  })
  client.on('error', (error) => log?.error('The embedded database has failed.', { error }))
  await client.connect()
  thread.hold(false)
  return new EmbeddedEngine({ ...times, thread, client, closed: () => undefined })
}

async function openMemory(): Promise<DatabaseThread> {
  const { buffer } = await readTemplate()
  return DatabaseThread.start({ directory: undefined, template: buffer })
}

async function openDirectory(directory: string): Promise<DatabaseThread> {
  await mkdir(dirname(directory), { recursive: true })
  await createDirectory(directory)
  return DatabaseThread.start({ directory, template: undefined })
}
