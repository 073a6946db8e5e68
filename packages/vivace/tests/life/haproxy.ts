import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'

/** Whether there is one on this machine: `apt-get install haproxy`. */
export const hasHaproxy: boolean = spawnSync('haproxy', ['-v']).status === 0

/** Ports that nobody has at the moment. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer()
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return server
    }),
  )
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** HAProxy in front of some servers, whose readiness it asks twice a second. It tries nothing twice, and a late answer is no bad one: machines are busy. */
export class Haproxy {
  readonly url: string
  readonly #folder = mkdtempSync(join(tmpdir(), 'vivace-haproxy-'))
  readonly #process: ChildProcess
  #err = ''

  constructor(port: number, servers: readonly number[]) {
    this.url = `http://127.0.0.1:${port}`
    const file = join(this.#folder, 'haproxy.cfg')
    writeFileSync(file, configuration(port, servers, this.#socket))
    this.#process = spawn('haproxy', ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] })
    this.#process.stderr?.on('data', (chunk: Buffer) => (this.#err += chunk.toString()))
  }

  get #socket(): string {
    return join(this.#folder, 'stats.sock')
  }

  /** Waits until a server, counted from 0, is sent requests. */
  async sendsTo(server: number): Promise<void> {
    await vi.waitFor(
      async () => {
        const line = (await this.#stat()).split('\n').find((each) => each.startsWith(`app,s${server},`))
        if (line?.split(',')[17] !== 'UP') throw new Error(`s${server} is not up: ${line}\n${this.#err}`)
      },
      { timeout: 60_000, interval: 50 },
    )
  }

  #stat(): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = ''
      const socket = createConnection(this.#socket)
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()))
      socket.on('end', () => resolve(text))
      socket.on('error', reject)
      socket.write('show stat\n')
    })
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('close', resolve))
    this.#process.kill('SIGKILL')
    await ended
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

function configuration(port: number, servers: readonly number[], socket: string): string {
  return `global
  stats socket ${socket} level user
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  timeout check 10s
  retries 0
frontend all
  bind 127.0.0.1:${port}
  default_backend app
backend app
  balance roundrobin
  option httpchk GET /health/ready
  http-check expect status 200
  default-server check inter 500ms fall 1 rise 1
${servers.map((server, number) => `  server s${number} 127.0.0.1:${server}`).join('\n')}
`
}
