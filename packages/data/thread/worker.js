// The thread of an embedded database: PostgreSQL's protocol in, PostgreSQL's protocol out. It is JavaScript, because Node.js
// 20 loads no TypeScript in a thread, and the sources have to run as they are.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** @import { Extension } from '@electric-sql/pglite' */
/** @import { WorkerReply, WorkerRequest, WorkerStart } from '../src/embedded/worker-message.ts' */

if (parentPort === null) throw new Error('This module is run as a thread.')
const port = parentPort

/** @type {WorkerStart} */
const { directory, template, extensions } = workerData

try {
  const database = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    ...(template === undefined ? {} : { loadDataDir: new Blob([template]) }),
    extensions: Object.fromEntries(await Promise.all(extensions.map(loadExtension))),
  })
  port.on('message', (/** @type {WorkerRequest} */ request) => {
    if (request === 'close') void close(database)
    else exchange(database, request)
  })
  reply({ kind: 'ready' })
} catch (error) {
  fail(error)
}

/** @param {string} name @returns {Promise<[string, Extension]>} */
async function loadExtension(name) {
  /** @type {Record<string, Extension>} */
  const module = await import(`@electric-sql/pglite/contrib/${name}`)
  const extension = module[name]
  if (extension === undefined) throw new Error(`PGlite has no extension "${name}"`)
  return [name, extension]
}

/** @param {PGlite} database @param {Uint8Array<ArrayBuffer>} request */
function exchange(database, request) {
  try {
    // Copied: some answers are views of a buffer that is used again.
    const bytes = new Uint8Array(database.execProtocolRawSync(request))
    const isReady = endsReady(bytes)
    reply({ kind: 'bytes', bytes }, [bytes.buffer])
    // After a PANIC, because its disk is full for example, it says nothing ever again.
    if (!isReady) fail(new Error('The embedded PostgreSQL has ended: restart the app to open it again.'))
  } catch (error) {
    fail(error)
  }
}

/**
 * Whether an answer ends as each must, with ReadyForQuery: a Z, its length, and one letter.
 *
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 * @param {Uint8Array} bytes
 */
function endsReady(bytes) {
  return bytes.at(-6) === 0x5a && bytes.at(-2) === 5
}

/** @param {PGlite} database */
async function close(database) {
  try {
    await database.close()
  } finally {
    port.close()
  }
}

/** @param {unknown} error */
function fail(error) {
  reply({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) })
}

/** @param {WorkerReply} message @param {ArrayBuffer[]} [transfer] */
function reply(message, transfer) {
  port.postMessage(message, transfer)
}
