import cluster from 'node:cluster'
import { resolve } from 'node:path'
import { Client } from 'pg'
import { DefinitionError, type Duration, type Logger, parseDuration } from 'vivace'
import type { Engine } from '../engine/engine.ts'
import { typeParsers } from '../postgres/type-parsers.ts'
import { createDirectory } from './create-directory.ts'
import { DatabaseThread } from './database-thread.ts'
import { lockDirectory } from './directory-lock.ts'
import { EmbeddedEngine } from './embedded-engine.ts'
import { servedByWorkers, unopenable } from './embedded-faults.ts'
import { extensionModules } from './extensions.ts'
import { readTemplate } from './template.ts'
import { ThreadStream } from './thread-stream.ts'

/** Where an embedded database is, and how long it is waited for. */
export interface EmbeddedOptions {
  /** Where it keeps its files; `memory` keeps nothing. */
  readonly directory: string
  /** Extensions of PostgreSQL that `create extension` finds, such as `citext`. None if absent. */
  readonly extensions?: readonly string[]
  /** How long somebody waits for its one connection. `2s` if absent. */
  readonly acquireTimeout?: Duration
  /** How long somebody waits for a statement, which goes on all the same. `15s` if absent; 0 waits for ever. */
  readonly statementTimeout?: Duration
  /** Is told when the database is lost. Nobody if absent. */
  readonly log?: Logger
}

/**
 * Opens a PostgreSQL in this process: PGlite, in a thread of its own. It belongs to this process alone.
 *
 *     const engine = await openEmbedded({ directory: '.vivace/data' })
 *     await engine.close()
 *
 * Rejects with `DefinitionError` EMBEDDED_DATABASE_SHARED where another process has the directory open, and in workers, and
 * with DATABASE_INVALID where there is something else in it, or PGlite does not have an extension.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Engine> {
  const { directory, extensions = [], acquireTimeout = '2s', statementTimeout = '15s', log } = options
  const times = {
    acquireTimeout: parseDuration(acquireTimeout, "defineDatabase(), 'pool.acquireTimeout'"),
    statementTimeout: parseDuration(statementTimeout, "defineDatabase(), 'statementTimeout'"),
  }
  if (cluster.isWorker) throw servedByWorkers()
  const modules = extensionModules(extensions)
  const opening = directory === 'memory' ? openMemory(modules) : openDirectory(directory, modules)
  const { thread, release } = await opening
  const client = clientOf(thread)
  client.on('error', () => {
    // `pg` takes the end of the thread for an error when it was asked for as well.
    const error = thread.failure
    if (error !== undefined) log?.error('The embedded database has failed.', { error })
  })
  await client.connect()
  thread.hold(false)
  return new EmbeddedEngine({ ...times, thread, client, closed: release })
}

/** A database that runs, and what gives its directory back. */
interface Opened {
  readonly thread: DatabaseThread
  readonly release: () => void
}

async function openMemory(extensions: readonly string[]): Promise<Opened> {
  const { buffer } = await readTemplate()
  const thread = await DatabaseThread.start({ directory: undefined, template: buffer, extensions })
  return { thread, release: () => undefined }
}

async function openDirectory(path: string, extensions: readonly string[]): Promise<Opened> {
  const directory = resolve(path)
  const release = await lockDirectory(directory)
  try {
    await createDirectory(directory)
    const thread = await DatabaseThread.start({ directory, template: undefined, extensions })
    return { thread, release }
  } catch (error) {
    release()
    throw error instanceof DefinitionError ? error : unopenable(directory, error)
  }
}

function clientOf(thread: DatabaseThread): Client {
  return new Client({
    // All of them are given, or `pg` would read PGHOST, PGUSER and the like.
    host: 'localhost',
    port: 5432,
    user: 'postgres',
    database: 'postgres',
    ssl: false,
    stream: () => new ThreadStream(thread),
    types: typeParsers,
  })
}
