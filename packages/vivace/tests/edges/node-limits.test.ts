import { afterEach, describe, expect, it } from 'vitest'
import { HttpError } from '../../src/errors/index.ts'
import { Answer, type Exchange } from '../../src/exchange/index.ts'
import type { ServeOptions, Server } from '../../src/node/index.ts'
import { NodeExchange } from '../../src/node/node-exchange.ts'
import { Fixture, latch } from './fixture.ts'
import { serveQuietly } from './node-driver.ts'
import { openConnection, type RawConnection } from './raw-connection.ts'
import { jsonOf, textOf, valueOf } from './wire-answer.ts'

let server: Server | undefined
const connections: RawConnection[] = []

afterEach(async () => {
  for (const connection of connections.splice(0)) connection.destroy()
  await server?.stop()
})

async function talk(app: Fixture, options: ServeOptions = {}): Promise<RawConnection> {
  server = await serveQuietly(app, options)
  return another()
}

async function another(): Promise<RawConnection> {
  const connection = await openConnection(server?.port ?? 0)
  connections.push(connection)
  return connection
}

const good = (): Answer => new Answer(200, [], 'good')

const get = (target: string, lines = ''): string => `GET ${target} HTTP/1.1\r\nhost: a\r\n${lines}\r\n`

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

const stream = async (exchange: Exchange): Promise<number> => {
  let size = 0
  for await (const chunk of exchange.bodyStream()) size += chunk.length
  return size
}

async function* pieces(): AsyncGenerator<string> {
  yield 'a'
}

describe('limits on size', () => {
  it('takes a target of 8 KB, and answers 414 to a longer one', async () => {
    const app = new Fixture(good)
    const connection = await talk(app)
    expect((await connection.write(get(`/${'a'.repeat(8_191)}`)).answer()).status).toBe(200)
    const answer = await connection.write(get(`/?${'a'.repeat(8_191)}`)).answer()
    expect(answer.status).toBe(414)
    expect(jsonOf(answer)).toMatchObject({ code: 'uri-too-long', status: 414, title: 'URI Too Long' })
    expect(app.requests).toBe(1)
  })

  it('takes 100 header lines, and answers 431 to more', async () => {
    const lines = (count: number): string =>
      Array.from({ length: count }, (_, at) => `x-${at}: ${at}\r\n`).join('')
    const app = new Fixture((exchange) => new Answer(200, [], exchange.header('x-98') ?? 'lost'))
    const connection = await talk(app)
    expect(textOf(await connection.write(get('/', lines(99))).answer())).toBe('98')
    for (const count of [100, 1_000]) {
      const answer = await (await another()).write(get('/', lines(count))).answer()
      expect(answer.status).toBe(431)
      expect(jsonOf(answer)).toMatchObject({ code: 'headers-too-large' })
    }
    expect(app.requests).toBe(1)
  })

  // Node counts in portions of about 32 lines.
  it.each([31, 32, 62, 64])('loses no header silently when the limit is %i', async (maxHeaders) => {
    const lines = Array.from({ length: 100 }, (_, at) => `x-${at}: ${at}\r\n`).join('')
    const connection = await talk(new Fixture(good), { maxHeaders })
    expect((await connection.write(get('/', lines)).answer()).status).toBe(431)
  })

  it('answers 431 to a header block of 20 KB', async () => {
    const app = new Fixture(good)
    const connection = await talk(app)
    const answer = await connection.write(get('/', `x-a: ${'a'.repeat(20_000)}\r\n`)).answer()
    expect([answer.status, valueOf(answer, 'connection'), app.requests]).toEqual([431, 'close', 0])
    expect(jsonOf(answer)).toMatchObject({ code: 'headers-too-large' })
    await connection.closed
  })

  it('takes other limits, and none', async () => {
    const options = { maxUrlLength: 0, maxHeaders: 0, maxHeaderSize: '64kb' } as const
    const lines = Array.from({ length: 2_000 }, (_, at) => `x-${at}: ${at}\r\n`).join('')
    const connection = await talk(
      new Fixture((exchange) => new Answer(200, [], exchange.header('x-1999') ?? 'lost')),
      options,
    )
    expect(textOf(await connection.write(get(`/${'a'.repeat(20_000)}`, lines)).answer())).toBe('1999')
  })

  it('closes connections beyond the limit at once, and takes new ones when old ones have ended', async () => {
    const first = await talk(new Fixture(good), { maxConnections: 2 })
    await another()
    await (
      await another()
    ).closed
    first.destroy()
    await first.closed
    // The server learns of the end in its own time.
    for (;;) {
      const next = await another()
      const status = await next
        .write(get('/'))
        .answer()
        .then(
          (answer) => answer.status,
          () => 'closed',
        )
      if (status === 200) break
    }
  })
})

describe('limits on time', () => {
  const quick = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 }

  it('answers 408 to all who do not come to the end of their headers, and serves others meanwhile', async () => {
    const app = new Fixture(good)
    const first = await talk(app, quick)
    const slow = [first, ...(await Promise.all(Array.from({ length: 50 }, () => another())))]
    for (const connection of slow) connection.write('GET / HTTP/1.1\r\nhost: a\r\nx-a: ')
    expect(textOf(await (await another()).write(get('/')).answer())).toBe('good')
    const answers = await Promise.all(slow.map((connection) => connection.answer()))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([408]))
    await Promise.all(slow.map((connection) => connection.closed))
    expect(app.requests).toBe(1)
  })

  it('closes a connection that says nothing, without a word', async () => {
    const connection = await talk(new Fixture(good), quick)
    await connection.closed
    expect(connection.received).toBe('')
  })

  it('answers 408 when the whole request takes too long, and tells the app', async () => {
    const outcome = latch<unknown>()
    const app = new Fixture(async (exchange) => {
      outcome.open(await Promise.resolve(exchange.readBody(100)).catch((error: HttpError) => error.code))
      return good()
    })
    const connection = await talk(app, { ...quick, minBodyRate: 0 })
    const answer = await connection.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\na').answer()
    expect([answer.status, jsonOf(answer)]).toMatchObject([408, { code: 'request-timeout' }])
    await connection.closed
    expect([await outcome.promise, connection.received]).toEqual(['body-incomplete', ''])
  })

  it('closes an idle connection, and not before its time', async () => {
    const connection = await talk(new Fixture(good), { keepAliveTimeout: 200 })
    await connection.write(get('/')).answer()
    const begun = performance.now()
    await connection.closed
    expect(performance.now() - begun).toBeGreaterThan(190)
  })

  it('keeps a connection on which requests come, however long', async () => {
    const connection = await talk(new Fixture(good), { keepAliveTimeout: 200 })
    for (let time = 0; time < 6; time++) {
      expect((await connection.write(get('/')).answer()).status).toBe(200)
      await pause(100)
    }
  })

  it('keeps a connection while its answer is made, and for its whole time afterwards', async () => {
    const app = new Fixture(async () => {
      await pause(600)
      return good()
    })
    const connection = await talk(app, { keepAliveTimeout: 400 })
    expect((await connection.write(get('/')).answer()).status).toBe(200)
    await pause(200)
    expect((await connection.write(get('/')).answer()).status).toBe(200)
    await connection.closed
  })

  it('keeps a connection while an answer is streamed that says nothing for longer', async () => {
    async function* slow(): AsyncGenerator<string> {
      yield 'a'
      await pause(300)
      yield 'b'
    }
    const connection = await talk(new Fixture(() => new Answer(200, [], slow())), { keepAliveTimeout: 50 })
    expect(textOf(await connection.write(get('/')).answer())).toBe('ab')
    await connection.closed
  })

  it('reads what has come while something held up the event loop, before it judges', async () => {
    const connection = await talk(new Fixture(good), { keepAliveTimeout: 200 })
    await connection.write(get('/')).answer()
    connection.write(get('/'))
    const until = performance.now() + 500
    while (performance.now() < until);
    expect((await connection.answer()).status).toBe(200)
  })

  it('never closes an idle connection where it is told so', async () => {
    const connection = await talk(new Fixture(good), { keepAliveTimeout: 0 })
    expect(valueOf(await connection.write(get('/')).answer(), 'keep-alive')).toBeUndefined()
    await pause(700)
    expect((await connection.write(get('/')).answer()).status).toBe(200)
  })

  it.each([
    ['a whole answer', (): Answer => good(), 'timeout=7'],
    ['a stream', (): Answer => new Answer(200, [], pieces()), 'timeout=7'],
    ['the last answer', (): Answer => new Answer(200, ['connection', 'close'], 'a'), undefined],
  ])('tells the client how long, with %s', async (_case, answer, told) => {
    const connection = await talk(new Fixture(answer), { keepAliveTimeout: '7s' })
    expect(valueOf(await connection.write(get('/')).answer(), 'keep-alive')).toBe(told)
  })
})

describe('bodies that are too slow', () => {
  const demanding = { minBodyRate: 10_000, minBodyRateAfter: 100 }
  const post = 'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000000\r\n\r\n'

  it.each([
    ['read whole', async (exchange: Exchange) => (await exchange.readBody(1_000_000)).length],
    ['streamed', stream],
  ])('fail with 408 when they are %s, and the connection is closed', async (_case, read) => {
    const app = new Fixture(async (exchange) => {
      try {
        return new Answer(200, [], String(await read(exchange)))
      } catch (error) {
        if (!(error instanceof HttpError)) throw error
        return new Answer(error.status, [], error.code ?? '')
      }
    })
    const connection = await talk(app, demanding)
    const drip = setInterval(() => connection.write('a'), 10)
    const answer = await connection.write(post).answer()
    clearInterval(drip)
    expect([answer.status, textOf(answer), valueOf(answer, 'connection')]).toEqual([
      408,
      'request-timeout',
      'close',
    ])
    await connection.closed
  })

  it('are not the client’s fault when the app takes its time', async () => {
    const app = new Fixture(async (exchange) => {
      let size = 0
      for await (const chunk of exchange.bodyStream()) {
        size += chunk.length
        await pause(30)
      }
      return new Answer(200, [], String(size))
    })
    const connection = await talk(app, { minBodyRate: 10_000_000, minBodyRateAfter: 100 })
    connection
      .write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 800000\r\n\r\n')
      .write('a'.repeat(800_000))
    expect(textOf(await connection.answer())).toBe('800000')
  })

  it('may be as slow as they like with a rate of 0', async () => {
    const app = new Fixture(async (exchange) => new Answer(200, [], String(await stream(exchange))))
    const connection = await talk(app, { minBodyRate: 0, minBodyRateAfter: 20 })
    connection.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\na')
    await pause(100)
    expect(textOf(await connection.write('b').answer())).toBe('2')
  })
})

describe('handlers that are too slow', () => {
  it('get 504 in their place, their signal aborts, and what they answer later is dropped', async () => {
    const late = latch<Answer>()
    const left = latch()
    const ran = latch()
    const reason = latch<unknown>()
    async function* stream(): AsyncGenerator<string> {
      try {
        yield 'late'
      } finally {
        left.open()
      }
    }
    const app = new Fixture((exchange) => {
      if (exchange.path === '/good') return good()
      exchange.signal.addEventListener('abort', () => reason.open(exchange.signal.reason))
      exchange.after(() => ran.open())
      return late.promise
    })
    const connection = await talk(app, { handlerTimeout: 50 })
    const answer = await connection.write(get('/slow')).answer()
    expect(answer.status).toBe(504)
    expect(jsonOf(answer)).toMatchObject({ code: 'request-timeout', title: 'Gateway Timeout' })
    expect(await reason.promise).toMatchObject({ name: 'TimeoutError' })
    // Long enough for the clock to look again.
    await pause(50)
    expect(app.log.lines).toMatchObject([{ level: 'warn' }])
    const begun = stream()
    await begun.next()
    late.open(new Answer(200, [], begun))
    await Promise.all([left.promise, ran.promise])
    expect(textOf(await connection.write(get('/good')).answer())).toBe('good')
    expect(connection.received).toBe('')
  })

  it.each([
    ['whole', async (exchange: Exchange) => void (await exchange.readBody(1_000_000))],
    ['as a stream', async (exchange: Exchange) => void (await stream(exchange))],
  ])('do not wait any longer for a body that they read %s', async (_case, read) => {
    const outcome = latch<unknown>()
    const app = new Fixture(async (exchange) => {
      await read(exchange).catch((error: HttpError) => outcome.open(error.code))
      return good()
    })
    const connection = await talk(app, { handlerTimeout: 50 })
    connection.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\na')
    const answer = await connection.answer()
    expect([answer.status, valueOf(answer, 'connection')]).toEqual([504, 'close'])
    expect(await outcome.promise).toBe('body-incomplete')
  })

  it('have as long as they like with a time of 0', async () => {
    const connection = await talk(new Fixture(() => pause(50).then(good)), { handlerTimeout: 0 })
    expect(textOf(await connection.write(get('/')).answer())).toBe('good')
  })

  it('have begun to answer when their stream begins', async () => {
    async function* slow(): AsyncGenerator<string> {
      yield 'a'
      await pause(150)
      yield 'b'
    }
    const connection = await talk(new Fixture(() => Promise.resolve(new Answer(200, [], slow()))), {
      handlerTimeout: 50,
    })
    expect(textOf(await connection.write(get('/')).answer())).toBe('ab')
  })
})

describe('clients that do not read', () => {
  const large = 'a'.repeat(20_000_000)

  function onClose(exchange: Exchange, listener: () => void): void {
    if (exchange instanceof NodeExchange) exchange.request.socket.once('close', listener)
  }

  async function* endless(): AsyncGenerator<string> {
    for (;;) yield 'a'.repeat(100_000)
  }

  it.each([
    ['text', () => large],
    ['a stream', () => endless()],
  ])('are cut off when they take nothing of %s', async (_case, body) => {
    const gone = latch()
    const app = new Fixture((exchange) => {
      onClose(exchange, () => gone.open())
      return new Answer(200, [], body())
    })
    const connection = await talk(app, { stallTimeout: 100 })
    connection.write(get('/'))
    await gone.promise
  })

  it('are cut off at a later answer as well', async () => {
    const gone = latch()
    const app = new Fixture(async (exchange) => {
      onClose(exchange, () => gone.open())
      if (exchange.path === '/1') await pause(20)
      return new Answer(200, [], exchange.path === '/1' ? 'small' : large)
    })
    const connection = await talk(app, { stallTimeout: 100 })
    connection.write(get('/1') + get('/2'))
    await gone.promise
  })

  it('are not cut off while they wait for the answer after one that they were slow to read', async () => {
    const late = latch<Answer>()
    const app = new Fixture(({ path }) => (path === '/1' ? new Answer(200, [], large) : late.promise))
    const connection = await talk(app, { stallTimeout: 200 })
    connection.write(get('/1') + get('/2'))
    await pause(50)
    expect((await connection.answer()).body.length).toBe(large.length)
    await pause(500)
    late.open(good())
    expect(textOf(await connection.answer())).toBe('good')
  })

  it('are not cut off while they read, nor while there is nothing to read', async () => {
    async function* halting(): AsyncGenerator<string> {
      yield large
      await pause(600)
      yield 'b'
    }
    const connection = await talk(new Fixture(() => new Answer(200, [], halting())), { stallTimeout: 300 })
    const answer = await connection.write(get('/')).answer()
    expect([answer.body.length, answer.isWhole]).toEqual([20_000_001, true])
  })
})
