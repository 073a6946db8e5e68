import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type DevMessage, isDevMessage } from './dev-message.ts'

/** Who listens to a process of the app. */
export interface AppProcessListener {
  message(message: DevMessage): void
  /** A line of its output. */
  line(line: string, to: 'stdout' | 'stderr'): void
  /** It has ended; not called when it was asked to. */
  ended(code: number | null): void
}

/** How long a process may take to stop before it is killed, in milliseconds. */
const patience = 2_000

/**
 * The app in a process of its own.
 *
 *     const app = new AppProcess(['src/main.ts'], listener)
 *     await app.stop()
 */
export class AppProcess {
  readonly #child: ChildProcess
  readonly #gone: Promise<void>
  #isStopping = false

  constructor(args: readonly string[], listener: AppProcessListener) {
    const [, program = ''] = process.argv
    const child = spawn(process.execPath, [...process.execArgv, program, '~dev-child', ...args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}) },
    })
    this.#child = child
    child.on('message', (message) => {
      if (isDevMessage(message) && !this.#isStopping) listener.message(message)
    })
    for (const to of ['stdout', 'stderr'] as const) {
      const stream = child[to]
      if (stream !== null) createInterface({ input: stream }).on('line', (line) => listener.line(line, to))
    }
    this.#gone = new Promise((resolve) => {
      // Not `exit`: what it has written by then is still on its way.
      child.once('close', (code) => {
        if (!this.#isStopping) listener.ended(code)
        resolve()
      })
    })
  }

  /** Asks it to stop, and kills it if it does not. */
  async stop(): Promise<void> {
    this.#isStopping = true
    this.#child.kill('SIGTERM')
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), patience)
    await this.#gone
    clearTimeout(timer)
  }
}
