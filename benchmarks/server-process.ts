import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ask } from './ask.ts'
import { freePort } from './free-port.ts'
import { pinned } from './pinning.ts'
import { benchmarksFolder, environment } from './runtimes.ts'
import type { Server } from './servers.ts'
import { transpiledPath } from './transpile.ts'
import { workloads } from './workloads.ts'

/** A server that answers. */
export interface RunningServer {
  readonly pid: number
  /** `http://127.0.0.1:40123` */
  readonly origin: string
  /** From the start of the process to the end of its first answer, in milliseconds. */
  readonly startUp: number
  stop(): Promise<void>
}

const patience = 20_000
const children = new Set<ChildProcess>()

process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/**
 * Starts a server on a free port and waits for its first answer.
 *
 * Rejects with what the server wrote when it ends first, or says nothing for 20 seconds.
 */
export async function startServer(server: Server, core: number | undefined): Promise<RunningServer> {
  const port = await freePort()
  const file = server.runtime.transpiled ? transpiledPath(server.file) : join(benchmarksFolder, server.file)
  const [program = '', ...args] = pinned([...server.runtime.command, file], core)
  const begun = performance.now()
  const child = spawn(program, args, {
    env: { ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  const stop = (): Promise<void> => end(child)
  const origin = `http://127.0.0.1:${port}`
  try {
    await firstLine(child)
    await firstAnswer(origin)
    return { pid: child.pid ?? 0, origin, startUp: performance.now() - begun, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Some frameworks run their start-up code, which writes the line, a moment before they listen. */
async function firstAnswer(origin: string): Promise<void> {
  for (let turn = 1; turn < 400; turn++) {
    try {
      await ask(origin, workloads.W1.request)
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) throw error
      await wait(5)
    }
  }
  throw new Error('it said that it is ready, and refused connections for 2 seconds')
}

/** The line that says that the server listens; what it says later is read and thrown away. */
function firstLine(child: ChildProcess): Promise<void> {
  let complaint = ''
  child.stderr?.on('data', (chunk: Buffer) => (complaint = (complaint + String(chunk)).slice(-2000)))
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it did not say that it is ready')), patience)
    const settle = (error?: Error): void => {
      clearTimeout(timer)
      if (error) reject(error)
      else resolve()
    }
    child.stdout?.on('data', () => settle())
    child.on('error', settle)
    child.on('exit', (code) => settle(new Error(reason(complaint) || `it ended with code ${code ?? 'none'}`)))
  })
}

/** The line of a complaint that names the error, else its last line. */
function reason(complaint: string): string {
  const lines = complaint.split('\n').filter((line) => line.trim() !== '')
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? '').trim()
}

async function end(child: ChildProcess): Promise<void> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), 500)
  await ended
  clearTimeout(timer)
}
