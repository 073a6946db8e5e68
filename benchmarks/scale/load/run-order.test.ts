import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { ConnectionPool } from './connection-pool.ts'
import { runClosed, runPaced } from './run-order.ts'
import type { Target } from './run-order.ts'
import { prepareExchange } from './tally.ts'

const request = 'GET / HTTP/1.1\r\nhost: localhost\r\n\r\n'
let server: Server
let pool: ConnectionPool

async function target(connections: number, listener: RequestListener): Promise<Target> {
  server = createServer({ keepAliveTimeout: 60_000 }, listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  pool = new ConnectionPool(typeof address === 'object' ? (address?.port ?? 0) : 0)
  expect(await pool.open(connections, request)).toEqual([])
  return { pool, exchanges: [prepareExchange({ request, status: 200, body: 'ok' })] }
}

afterEach(() => {
  pool.close()
  server.close()
})

const ok: RequestListener = (_request, response) => response.end('ok')

describe('an open loop', () => {
  it('sends what is planned and loses nothing', async () => {
    const report = await runPaced(await target(20, ok), { kind: 'paced', rate: 500, seconds: 0.4 })
    expect(report).toMatchObject({ answered: 200, lost: 0, wrong: 0, examples: [], reopened: 0 })
    expect(report.latencies).toHaveLength(200)
  })

  it('counts the time that requests wait for a slow server', async () => {
    const slow: RequestListener = (_request, response) => setTimeout(() => response.end('ok'), 50)
    // Twenty requests that were meant for the first 200 ms take a second on one connection.
    const report = await runPaced(await target(1, slow), { kind: 'paced', rate: 100, seconds: 0.2 })
    expect(report.answered).toBe(20)
    expect(Math.max(...report.latencies)).toBeGreaterThan(700)
  })

  it('tells wrong answers from right ones', async () => {
    let count = 0
    const sometimes: RequestListener = (_request, response) => response.end(++count % 2 === 0 ? 'ok' : 'no')
    const report = await runPaced(await target(1, sometimes), { kind: 'paced', rate: 1000, seconds: 0.1 })
    expect(report).toMatchObject({ answered: 100, wrong: 50 })
    expect(report.examples[0]).toBe('GET /: it answered no')
  })

  it('counts a request whose connection breaks as lost, and goes on with another connection', async () => {
    let count = 0
    const breaking: RequestListener = (incoming, response) => {
      if (++count === 30) incoming.socket.destroy()
      else response.end('ok')
    }
    const report = await runPaced(await target(4, breaking), { kind: 'paced', rate: 1000, seconds: 0.1 })
    expect(report).toMatchObject({ answered: 99, lost: 1, wrong: 0 })
  })
})

describe('a closed loop', () => {
  it('ends after so many requests, on all its connections', async () => {
    const sockets = new Set<unknown>()
    const noting: RequestListener = (incoming, response) => {
      sockets.add(incoming.socket)
      response.end('ok')
    }
    const report = await runClosed(await target(10, noting), { kind: 'closed', requests: 500, seconds: 60 })
    expect(report).toMatchObject({ answered: 500, lost: 0, wrong: 0 })
    expect(sockets.size).toBe(10)
    expect(pool.idle).toBe(10)
  })

  it('ends when its time is over', async () => {
    const report = await runClosed(await target(2, ok), { kind: 'closed', requests: 1e9, seconds: 0.1 })
    expect(report.answered).toBeGreaterThan(0)
    expect(report.lost).toBe(0)
  })

  it('goes on when the server closes each connection after its answer', async () => {
    const closing: RequestListener = (_request, response) => {
      response.setHeader('connection', 'close')
      response.end('ok')
    }
    const report = await runClosed(await target(3, closing), { kind: 'closed', requests: 30, seconds: 60 })
    expect(report).toMatchObject({ answered: 30, lost: 0 })
    expect(report.reopened).toBeGreaterThan(20)
  })
})
