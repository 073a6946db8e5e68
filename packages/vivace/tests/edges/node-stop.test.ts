import { afterEach, describe, expect, it } from 'vitest'
import { Answer } from '../../src/exchange/index.ts'
import type { ServeOptions, Server } from '../../src/node/index.ts'
import { Fixture, latch } from './fixture.ts'
import { serveQuietly } from './node-driver.ts'
import { openConnection, type RawConnection } from './raw-connection.ts'
import { textOf, valueOf } from './wire-answer.ts'

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: a\r\n\r\n`

const connections: RawConnection[] = []

afterEach(() => {
  for (const connection of connections.splice(0)) connection.destroy()
})

async function talk(server: Server): Promise<RawConnection> {
  const connection = await openConnection(server.port)
  connections.push(connection)
  return connection
}

/** An app with one request in flight, which is answered when `late` opens. */
async function withOneInFlight(options: ServeOptions = {}) {
  const late = latch<Answer>()
  const begun = latch()
  const app = new Fixture((exchange) => {
    if (exchange.path !== '/slow') return new Answer(200, [], 'quick')
    begun.open()
    return late.promise
  })
  const server = await serveQuietly(app, { gracePeriod: '10s', ...options })
  const busy = await talk(server)
  busy.write(get('/slow'))
  await begun.promise
  return { app, server, busy, late }
}

describe('stop()', () => {
  it('answers what is in flight, as the last answer on its connection, and then stops the app', async () => {
    const { app, server, busy, late } = await withOneInFlight()
    const stopping = server.stop()
    expect(app.stops).toBe(0)
    late.open(new Answer(200, [], 'slow'))
    const answer = await busy.answer()
    expect([textOf(answer), valueOf(answer, 'connection')]).toEqual(['slow', 'close'])
    await busy.closed
    await stopping
    expect(app.stops).toBe(1)
  })

  it('closes idle connections at once, and silent ones', async () => {
    const { server, late } = await withOneInFlight()
    const idle = await talk(server)
    await idle.write(get('/')).answer()
    const silent = await talk(server)
    const stopping = server.stop()
    await Promise.all([idle.closed, silent.closed])
    late.open(new Answer(200, [], 'slow'))
    await stopping
  })

  it('takes no new connection', async () => {
    const { server, late } = await withOneInFlight()
    const { port } = server
    const stopping = server.stop()
    await expect(openConnection(port)).rejects.toThrow('ECONNREFUSED')
    late.open(new Answer(200, [], 'slow'))
    await stopping
  })

  it('closes a connection when the stream ends that it was in the middle of', async () => {
    const more = latch()
    async function* stream(): AsyncGenerator<string> {
      yield 'a'
      await more.promise
      yield 'b'
    }
    const server = await serveQuietly(new Fixture(() => new Answer(200, [], stream())), {
      gracePeriod: '10s',
    })
    const connection = await talk(server)
    expect(await connection.write(get('/')).readPiece()).toBe('a')
    const stopping = server.stop()
    more.open()
    expect(await connection.readPiece()).toBe('b')
    await connection.closed
    await stopping
  })

  it('cuts off what takes longer than the grace period, and says so', async () => {
    const { app, server, busy } = await withOneInFlight({ gracePeriod: 50 })
    await server.stop()
    await busy.closed
    expect([busy.received, app.stops]).toEqual(['', 1])
    expect(app.log.lines).toMatchObject([{ level: 'warn', fields: { connections: 1 } }])
  })

  it('waits for work after answers, as long as the grace period', async () => {
    const order: string[] = []
    const app = new Fixture((exchange) => {
      exchange.after(async () => {
        await new Promise((resolve) => setTimeout(resolve, 50))
        order.push('work')
      })
      return new Answer(200, [], 'x')
    })
    app.onStop = () => order.push('stop')
    const server = await serveQuietly(app, { gracePeriod: '10s' })
    await (await talk(server)).write(get('/')).answer()
    await server.stop()
    expect(order).toEqual(['work', 'stop'])
  })

  it('does not wait for work after answers that never ends', async () => {
    const app = new Fixture((exchange) => {
      exchange.after(() => new Promise(() => undefined))
      return new Answer(200, [], 'x')
    })
    const server = await serveQuietly(app, { gracePeriod: 50 })
    await (await talk(server)).write(get('/')).answer()
    await server.stop()
    expect(app.log.lines).toMatchObject([{ level: 'warn' }])
  })

  it('may be called again, and stops once', async () => {
    const app = new Fixture(() => new Answer(200, [], 'x'))
    const server = await serveQuietly(app)
    await Promise.all([server.stop(), server.stop()])
    await server[Symbol.asyncDispose]()
    expect(app.stops).toBe(1)
  })

  it('rejects with the reason when the app cannot be stopped', async () => {
    const app = new Fixture(() => new Answer(200, [], 'x'))
    app.onStop = () => {
      throw new Error('the pool is stuck')
    }
    const server = await serveQuietly(app)
    await expect(server.stop()).rejects.toThrow('the pool is stuck')
  })
})
