import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('faulty-upstream.ts', import.meta.url))
const loader = fileURLToPath(new URL('../../../../node_modules/tsx/dist/loader.mjs', import.meta.url))

/** The faulty service, in a process of its own. */
export interface UpstreamProcess {
  readonly port: number
  readonly url: string
  /** Ends it at once, with every connection that it has. */
  kill(): Promise<void>
}

/** A host that a connection never comes about with. */
export interface BlackHole extends AsyncDisposable {
  readonly url: string
}

/** Starts it; on the port that it had before, where there is one. */
export async function startUpstream(port = 0): Promise<UpstreamProcess> {
  const { url, port: found, child } = await start({ PORT: String(port) })
  return { url, port: found, kill: () => killed(child) }
}

/**
 * Starts it with room for one connection, stops it and takes that room: the system drops whatever else asks for a
 * connection, as a firewall does.
 */
export async function startBlackHole(): Promise<BlackHole> {
  const { url, port, child } = await start({ PORT: '0', BACKLOG: '1' })
  child.kill('SIGSTOP')
  // One is accepted beyond the backlog, and one more may be.
  const sockets = Array.from({ length: 4 }, () => connect(port, '127.0.0.1').on('error', () => undefined))
  await once(sockets[0] ?? child, 'connect')
  await new Promise((resolve) => setTimeout(resolve, 50))
  return {
    url,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await killed(child)
    },
  }
}

interface Started {
  readonly url: string
  readonly port: number
  readonly child: ChildProcess
}

async function killed(child: ChildProcess): Promise<void> {
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}

async function start(environment: Readonly<Record<string, string>>): Promise<Started> {
  const child = spawn(process.execPath, ['--import', loader, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], ...environment },
  })
  let said = ''
  for await (const chunk of child.stdout) {
    said += String(chunk)
    if (said.includes('\n')) break
  }
  const found = Number(/port (\d+)/.exec(said)?.[1])
  return { port: found, url: `http://127.0.0.1:${found}`, child }
}
