import { Worker } from 'node:worker_threads'
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-message.ts'

/** How long a database may take to shut down before its thread is ended, in milliseconds. It survives that. */
const patience = 5_000

/** With the usual 4 MB the thread is out of stack before PostgreSQL has reached its `max_stack_depth`, and hangs. */
const stackSize = 16

/** Who hears what the database answers. */
export interface ThreadListener {
  bytes(bytes: Uint8Array): void
  /** The thread is gone. */
  ended(): void
}

/**
 * A PostgreSQL in a thread of its own, spoken to in its protocol.
 *
 *     const thread = await DatabaseThread.start({ directory, template: undefined, extensions: [] })
 *     thread.listener = { bytes, ended }
 *     thread.send(bytes)
 */
export class DatabaseThread {
  readonly #worker: Worker
  readonly #ended: Promise<void>
  #failure: Error | undefined = undefined
  #isClosing = false
  listener: ThreadListener | undefined = undefined

  private constructor(start: WorkerStart) {
    this.#worker = new Worker(new URL('../../thread/worker.js', import.meta.url), {
      workerData: start,
      transferList: start.template === undefined ? [] : [start.template],
      // Whatever this process is run with, such as a loader of TypeScript, is not for this thread.
      execArgv: [],
      env: {},
      resourceLimits: { stackSizeMb: stackSize },
    })
    this.#worker.on('error', (error: Error) => (this.#failure ??= error))
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        if (!this.#isClosing) this.#failure ??= new Error('The thread of the embedded database has ended.')
        resolve()
        this.listener?.ended()
      })
    })
  }

  /** Why the database answers nothing any more; `undefined` while it does, and when it was closed. */
  get failure(): Error | undefined {
    return this.#failure
  }

  /** Resolves when the database takes statements, and rejects with its error if it cannot be opened. */
  static async start(start: WorkerStart): Promise<DatabaseThread> {
    const thread = new DatabaseThread(start)
    const ready = new Promise<void>((resolve) => {
      thread.#worker.on('message', (reply: WorkerReply) => thread.#hear(reply, resolve))
    })
    await Promise.race([ready, thread.#ended])
    if (thread.failure !== undefined) throw thread.failure
    return thread
  }

  /** Bytes of whole messages. They belong to the thread from now on. */
  send(bytes: Uint8Array<ArrayBuffer>): void {
    this.#post(bytes, [bytes.buffer])
  }

  /** Whether the process goes on for the sake of this thread. */
  hold(isHeld: boolean): void {
    if (isHeld) this.#worker.ref()
    else this.#worker.unref()
  }

  /** Shuts the database down. What is running is finished first, unless it takes too long. */
  async close(): Promise<void> {
    if (!this.#isClosing) {
      this.#isClosing = true
      this.#worker.ref()
      this.#post('close')
    }
    const timer = setTimeout(() => void this.#worker.terminate(), patience)
    await this.#ended
    clearTimeout(timer)
  }

  #post(request: WorkerRequest, transfer: ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, transfer)
  }

  #hear(reply: WorkerReply, ready: () => void): void {
    if (reply.kind === 'ready') ready()
    else if (reply.kind === 'bytes') this.listener?.bytes(reply.bytes)
    else {
      this.#failure = reply.error
      void this.#worker.terminate()
    }
  }
}
