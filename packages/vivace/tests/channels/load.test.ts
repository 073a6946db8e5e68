import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'

const program = fileURLToPath(new URL('load-server.ts', import.meta.url))
const count = 1_000

interface State {
  readonly sockets: number
  readonly rss: number
  readonly pid: number
}

// The output has the figures; what is asserted is what a leak or compression would break on any machine.
describe('a thousand connections', () => {
  let child: ChildProcess
  let host = ''
  beforeAll(async () => {
    child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    if (child.stdout === null) throw new Error('The program has no output.')
    const [port]: unknown[] = await once(child.stdout, 'data')
    host = `127.0.0.1:${String(port).trim()}`
  }, 30_000)
  afterAll(() => child.kill('SIGKILL'))

  const state = async (): Promise<State> => {
    const answer = await fetch(`http://${host}/state`)
    // What the program answers, above.
    return (await answer.json()) as State
  }

  async function connect(): Promise<WebSocket> {
    const socket = new WebSocket(`ws://${host}/echo`, { perMessageDeflate: false })
    socket.on('error', () => undefined)
    await once(socket, 'open')
    return socket
  }

  async function connectAll(): Promise<WebSocket[]> {
    const sockets: WebSocket[] = []
    while (sockets.length < count) {
      sockets.push(...(await Promise.all(Array.from({ length: 50 }, connect))))
    }
    return sockets
  }

  async function echo(socket: WebSocket): Promise<number> {
    const sentAt = performance.now()
    const answer = once(socket, 'message')
    socket.send('hello')
    await answer
    return performance.now() - sentAt
  }

  it('cost little memory, are answered, and leave nothing behind when their clients die', async () => {
    // The first ones bring in code and buffers that stay.
    for (const socket of await Promise.all(Array.from({ length: 100 }, connect))) socket.terminate()
    await expect.poll(async () => (await state()).sockets, { timeout: 20_000 }).toBe(0)
    const before = await state()

    const sockets = await connectAll()
    await expect.poll(async () => (await state()).sockets, { timeout: 20_000 }).toBe(count)
    const idle = ((await state()).rss - before.rss) / count
    const took = await Promise.all(sockets.map(echo))
    const active = ((await state()).rss - before.rss) / count
    took.sort((one, other) => one - other)
    process.stdout.write(
      `${count} sockets, ${(idle / 1_024).toFixed(1)} KB each, ${(active / 1_024).toFixed(1)} KB after an echo, p99 ${(took[Math.floor(count * 0.99)] ?? 0).toFixed(0)} ms all at once\n`,
    )
    // Some 20 KB where nothing else runs, ten times that with compression.
    expect(active).toBeLessThan(100 * 1_024)

    for (const socket of sockets) socket.terminate()
    await expect.poll(async () => (await state()).sockets, { timeout: 20_000 }).toBe(0)
    expect((await state()).pid).toBe(before.pid)
  }, 60_000)

  it('are cut off when their clients hang without a word', async () => {
    const sockets = await Promise.all(Array.from({ length: 20 }, connect))
    const living = await connect()
    // A client that is stopped answers no ping; its kernel keeps the connection.
    for (const socket of sockets) socket.pause()
    await expect.poll(async () => (await state()).sockets, { timeout: 20_000 }).toBe(1)
    expect(await echo(living)).toBeGreaterThan(0)
    for (const socket of [...sockets, living]) socket.terminate()
  }, 30_000)
})
