import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'

/** Above this cost one password takes seconds. */
const highestCost = 14

const form = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/

/** Whether a text is a hash that bcrypt made, of a cost that can be borne. */
export function isBcrypt(text: string): boolean {
  return Number(form.exec(text)?.[1] ?? Infinity) <= highestCost
}

/** bcrypt reads no further than this, in UTF-8. */
const longest = 72

// As text, because a worker's file would be TypeScript here and JavaScript where it is installed.
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const { compareSync } = require(workerData)
parentPort.on('message', ({ id, password, hash }) => {
  parentPort.postMessage({ id, isRight: compareSync(password, hash) })
})`

interface Question {
  readonly answer: (isRight: boolean) => void
  readonly fail: (error: unknown) => void
}

/**
 * Verifies hashes of bcrypt, from systems before this one, in a thread of its own: 100 ms and more of JavaScript would
 * stop the loop. The thread starts with the first one and keeps no process alive.
 */
export class Bcrypt {
  readonly #questions = new Map<number, Question>()
  #worker: Worker | undefined
  #count = 0

  /** Whether a password is that of a hash. Of one above 72 bytes bcrypt would compare the beginning alone: it is wrong. */
  async verify(password: string, hash: string): Promise<boolean> {
    if (Buffer.byteLength(password) > longest || password.includes('\0')) return false
    const id = this.#count++
    return await new Promise<boolean>((answer, fail) => {
      this.#questions.set(id, { answer, fail })
      this.#started().postMessage({ id, password, hash })
    })
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker
    const worker = new Worker(program, {
      eval: true,
      workerData: createRequire(import.meta.url).resolve('bcryptjs'),
    })
    worker.unref()
    worker.on('message', ({ id, isRight }: { readonly id: number; readonly isRight: boolean }) => {
      this.#questions.get(id)?.answer(isRight)
      this.#questions.delete(id)
    })
    worker.on('error', (error) => this.#lost(worker, error))
    worker.on('exit', () => this.#lost(worker, new Error('The thread that verifies bcrypt has ended.')))
    return (this.#worker = worker)
  }

  #lost(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    for (const { fail } of this.#questions.values()) fail(error)
    this.#questions.clear()
  }
}
