import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { serve } from '../../src/node/index.ts'
import { HandshakeRefused, testClient } from '../../src/testing/index.ts'
import { fixtureApp } from './fixture-app.ts'
import { Refused, type SocketDriver } from './socket-driver.ts'
import { connectOverWire } from './wire-driver.ts'

/** The test client: no connection at all. */
export async function openMemory(): Promise<SocketDriver> {
  const client = await testClient(fixtureApp())
  return {
    host: 'testserver',
    async connect(target, request = {}) {
      const socket = await client.websocket(target, request).catch((error: unknown) => {
        if (!(error instanceof HandshakeRefused)) throw error
        const { status, headers } = error.answer
        throw new Refused(status, headers, error.answer.text())
      })
      return {
        protocol: socket.protocol,
        send: (message) => socket.send(message),
        next: () => socket.receive().catch(() => undefined),
        close: (code, reason) => void socket.close(code, reason),
        closed: socket.closed,
      }
    },
    async get(target, headers = {}) {
      const answer = await client.get(target, { headers })
      return new Response(answer.text(), { status: answer.status, headers: answer.headers })
    },
    close: () => client.close(),
  }
}

/** A server of ours on node:http. */
export async function openNode(): Promise<SocketDriver> {
  const server = await serve(fixtureApp(), { port: 0, host: '127.0.0.1', announce: false, signals: false })
  return overWire(server.port, () => server.stop())
}

/** The program of Bun, where there is one: `VIVACE_BUN`, or `bun` on the path. */
export async function bunProgram(): Promise<string | undefined> {
  const program = process.env['VIVACE_BUN'] ?? 'bun'
  const child = spawn(program, ['--version'], { stdio: 'ignore' })
  const code = await new Promise((resolve) => child.on('error', () => resolve(1)).on('exit', resolve))
  return code === 0 ? program : undefined
}

/** A server of Bun, in a process of its own. */
export async function openBun(program: string): Promise<SocketDriver> {
  const file = fileURLToPath(new URL('bun-server.ts', import.meta.url))
  const child = spawn(program, [file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line]: unknown[] = await once(child.stdout, 'data')
  return overWire(Number(String(line)), () => end(child))
}

async function end(child: ChildProcess): Promise<void> {
  child.kill()
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

function overWire(port: number, close: () => Promise<void>): SocketDriver {
  const host = `127.0.0.1:${port}`
  return {
    host,
    connect: (target, request) => connectOverWire(host, target, request),
    get: (target, headers = {}) => fetch(`http://${host}${target}`, { headers }),
    close,
  }
}
