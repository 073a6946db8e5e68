// The thread of an embedded database: PostgreSQL's protocol in, PostgreSQL's protocol out. It is JavaScript, because Node.js
// 20 loads no TypeScript in a thread, and the sources have to run as they are.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'

/** @import { WorkerReply, WorkerRequest, WorkerStart } from '../src/embedded/worker-message.ts' */

if (parentPort === null) throw new Error('This module is run as a thread.')
const port = parentPort

/** @type {WorkerStart} */
const { directory, template } = workerData

try {
  const database = await PGlite.create({
    ...(directory === undefined ? {} : { dataDir: directory }),
    ...(template === undefined ? {} : { loadDataDir: new Blob([template]) }),
  })
  port.on('message', (/** @type {WorkerRequest} */ request) => {
    if (request === 'close') void close(database)
    else exchange(database, request)
  })
  reply({ kind: 'ready' })
} catch (error) {
  fail(error)
}

/** @param {PGlite} database @param {Uint8Array<ArrayBuffer>} request */
function exchange(database, request) {
  try {
    // Copied: some answers are views of a buffer that is used again.
    const bytes = new Uint8Array(database.execProtocolRawSync(request))
    reply({ kind: 'bytes', bytes }, [bytes.buffer])
  } catch (error) {
    fail(error)
  }
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
  port.close()
}

/** @param {WorkerReply} message @param {ArrayBuffer[]} [transfer] */
function reply(message, transfer) {
  port.postMessage(message, transfer)
}
