import { afterEach, describe, expect, it, vi } from 'vitest'
import { Answer, type Exchange } from '../../src/exchange/index.ts'
import type { ServeOptions, Server } from '../../src/node/index.ts'
import { Fixture, latch } from './fixture.ts'
import { serveQuietly } from './node-driver.ts'
import { openConnection, type RawConnection } from './raw-connection.ts'
import { jsonOf, textOf, valueOf, valuesOf } from './wire-answer.ts'

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

const echo = (exchange: Exchange): Answer => new Answer(200, [], `${exchange.method} ${exchange.path}`)

const host = 'host: a.example\r\n'

describe('the node edge on the wire', () => {
  it('writes what an answer needs and nothing about itself', async () => {
    const connection = await talk(new Fixture(() => new Answer(200, ['etag', '"a"'], 'abc')))
    const answer = await connection.write(`GET / HTTP/1.1\r\n${host}\r\n`).answer()
    const names = answer.headers.map(([name]) => name)
    expect(names).toEqual(['etag', 'content-length', 'date', 'connection', 'keep-alive'])
  })

  it('answers one request after the other on one connection', async () => {
    const connection = await talk(new Fixture(echo))
    for (const path of ['/1', '/2', '/3']) {
      expect(textOf(await connection.write(`GET ${path} HTTP/1.1\r\n${host}\r\n`).answer())).toBe(
        `GET ${path}`,
      )
    }
  })

  it('answers requests that come together in the order they came', async () => {
    const app = new Fixture(async (exchange) => {
      if (exchange.path === '/1') await new Promise((resolve) => setTimeout(resolve, 30))
      return echo(exchange)
    })
    const connection = await talk(app)
    connection.write(['/1', '/2', '/3'].map((path) => `GET ${path} HTTP/1.1\r\n${host}\r\n`).join(''))
    const answers = [await connection.answer(), await connection.answer(), await connection.answer()]
    expect(answers.map(textOf)).toEqual(['GET /1', 'GET /2', 'GET /3'])
  })

  it('lets many requests that come together wait for the end of the connection, without a warning', async () => {
    const warnings: Error[] = []
    const onWarning = (warning: Error): void => void warnings.push(warning)
    process.on('warning', onWarning)
    const aborted: string[] = []
    const app = new Fixture((exchange) => {
      exchange.signal.addEventListener('abort', () => aborted.push(exchange.path))
      return new Promise(() => undefined)
    })
    const connection = await talk(app)
    const paths = Array.from({ length: 30 }, (_, at) => `/${at}`)
    connection.write(paths.map((path) => `GET ${path} HTTP/1.1\r\n${host}\r\n`).join(''))
    await vi.waitFor(() => expect(app.requests).toBe(30))
    connection.destroy()
    await vi.waitFor(() => expect(aborted).toEqual(paths))
    process.off('warning', onWarning)
    expect(warnings).toEqual([])
  })

  it('streams in the order the requests came', async () => {
    async function* twice(path: string): AsyncGenerator<string> {
      yield path
      await new Promise((resolve) => setTimeout(resolve, 5))
      yield path.repeat(100_000)
    }
    const connection = await talk(new Fixture((exchange) => new Answer(200, [], twice(exchange.path))))
    connection.write(['/1', '/2'].map((path) => `GET ${path} HTTP/1.1\r\n${host}\r\n`).join(''))
    const answers = [await connection.answer(), await connection.answer()]
    expect(answers.map((answer) => textOf(answer))).toEqual(['/1'.repeat(100_001), '/2'.repeat(100_001)])
  })

  it.each([
    ['its length', 'content-length: 5\r\n\r\nhello'],
    ['chunks', 'transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
  ])('has a body that came with its head at once, without a promise (%s)', async (_case, rest) => {
    const app = new Fixture((exchange) => {
      const body = exchange.readBody(10)
      return new Answer(200, [], body instanceof Uint8Array ? new TextDecoder().decode(body) : 'later')
    })
    const connection = await talk(app, { keepAliveTimeout: '1s' })
    for (let time = 0; time < 3; time++) {
      const answer = await connection.write(`POST / HTTP/1.1\r\n${host}${rest}`).answer()
      expect(textOf(answer)).toBe('hello')
    }
    // Answered in the midst of what Node parses, it would not be closed any more.
    await connection.closed
  })

  it('keeps the connection after a small body that nobody has read', async () => {
    const connection = await talk(new Fixture(echo))
    connection.write(
      `POST /1 HTTP/1.1\r\n${host}content-length: 5\r\n\r\nhelloGET /2 HTTP/1.1\r\n${host}\r\n`,
    )
    expect(textOf(await connection.answer())).toBe('POST /1')
    expect(textOf(await connection.answer())).toBe('GET /2')
  })

  it('keeps the connection after a body that somebody has begun to stream, and left', async () => {
    const app = new Fixture(async (exchange) => {
      for await (const _chunk of exchange.bodyStream()) break
      return echo(exchange)
    })
    const connection = await talk(app)
    connection.write(`POST /1 HTTP/1.1\r\n${host}content-length: 60000\r\n\r\na`)
    expect(textOf(await connection.answer())).toBe('POST /1')
    connection.write('a'.repeat(40_000))
    await new Promise((resolve) => setTimeout(resolve, 50))
    connection.write(`${'a'.repeat(19_999)}GET /2 HTTP/1.1\r\n${host}\r\n`)
    expect(textOf(await connection.answer())).toBe('GET /2')
  })

  it('closes the connection after a large body that nobody has read', async () => {
    const connection = await talk(new Fixture(echo))
    connection.write(`POST /1 HTTP/1.1\r\n${host}content-length: 9000000\r\n\r\n${'a'.repeat(1000)}`)
    expect(valueOf(await connection.answer(), 'connection')).toBe('close')
    await connection.closed
  })

  it('lets a client that reads only when it has sent everything do so, before it closes', async () => {
    const connection = await talk(new Fixture(() => new Answer(413, [], 'too large')))
    connection.write(`POST /1 HTTP/1.1\r\n${host}content-length: 16000000\r\n\r\n`)
    const failure = await new Promise((resolve) => connection.socket.write(Buffer.alloc(16_000_000), resolve))
    expect(failure ?? 'none').toBe('none')
    expect(textOf(await connection.answer())).toBe('too large')
  })

  it('closes the connection after a body that was refused, and reads no request out of it', async () => {
    const app = new Fixture(async (exchange) => {
      const size = await Promise.resolve()
        .then(() => exchange.readBody(10))
        .then(String, () => 'refused')
      return new Answer(413, [], size)
    })
    const connection = await talk(app)
    connection.write(
      `POST /1 HTTP/1.1\r\n${host}content-length: 2000\r\n\r\n${`GET /2 HTTP/1.1\r\n${host}\r\n`.repeat(50)}`,
    )
    const answer = await connection.answer()
    expect([textOf(answer), valueOf(answer, 'connection')]).toEqual(['refused', 'close'])
    await connection.closed
    expect([app.requests, connection.received]).toEqual([1, ''])
  })

  it('speaks HTTP/1.0: a host is not needed, and the end of the connection ends a stream', async () => {
    async function* parts(): AsyncGenerator<string> {
      yield 'a'
      yield 'b'
    }
    const connection = await talk(
      new Fixture(({ host: name }) => new Answer(200, ['x-host', `[${name}]`], parts())),
    )
    const answer = await connection.write('GET / HTTP/1.0\r\n\r\n').answer()
    expect([textOf(answer), valueOf(answer, 'x-host'), valueOf(answer, 'connection')]).toEqual([
      'ab',
      '[]',
      'close',
    ])
  })
})

describe('request targets', () => {
  it('takes the host from an absolute target, whatever the Host header says', async () => {
    const app = new Fixture((exchange) => {
      const { host: name, path, queryString } = exchange
      return new Answer(200, [], JSON.stringify([name, path, queryString, exchange.headerValues('host')]))
    })
    const connection = await talk(app)
    connection.write(`GET http://b.example:81/x%20?y=/z HTTP/1.1\r\n${host}\r\n`)
    expect(jsonOf(await connection.answer())).toEqual(['b.example:81', '/x%20', 'y=/z', ['b.example:81']])
  })

  it('passes OPTIONS * on, and no other method with an asterisk', async () => {
    const connection = await talk(new Fixture(echo))
    expect(textOf(await connection.write(`OPTIONS * HTTP/1.1\r\n${host}\r\n`).answer())).toBe('OPTIONS *')
    expect((await connection.write(`GET * HTTP/1.1\r\n${host}\r\n`).answer()).status).toBe(400)
  })

  it.each(['/a#b', '/caf\xe9', 'http://a@b/', 'http://a:99999/', 'https:/a', 'ftp://a/', 'a/b'])(
    'refuses the target %s without asking the app',
    async (target) => {
      const app = new Fixture(echo)
      const answer = await (await talk(app)).write(`GET ${target} HTTP/1.1\r\n${host}\r\n`).answer()
      expect([answer.status, app.requests]).toEqual([400, 0])
    },
  )

  it.each([
    '',
    'host: a\r\nhost: b\r\n',
    'host: a@b\r\n',
    'host: a:99999\r\n',
    'host: a b\r\n',
    'host: a/b\r\n',
  ])('refuses a request with the header lines %j', async (lines) => {
    const app = new Fixture(echo)
    const answer = await (await talk(app)).write(`GET / HTTP/1.1\r\n${lines}\r\n`).answer()
    expect(answer.status).toBe(400)
    expect(jsonOf(answer)).toMatchObject({ code: 'host-invalid', status: 400 })
    expect(app.requests).toBe(0)
  })

  it('takes an empty Host header, and one that differs from the last', async () => {
    const connection = await talk(new Fixture((exchange) => new Answer(200, [], `[${exchange.host}]`)))
    const hosts: string[] = []
    for (const name of ['a', '', 'b:80', 'a']) {
      hosts.push(textOf(await connection.write(`GET / HTTP/1.1\r\nhost: ${name}\r\n\r\n`).answer()))
    }
    expect(hosts).toEqual(['[a]', '[]', '[b:80]', '[a]'])
  })
})

describe('methods that are not for us', () => {
  it.each(['TRACE /', 'CONNECT a.example:443'])('refuses %s', async (start) => {
    const app = new Fixture(echo)
    const answer = await (await talk(app)).write(`${start} HTTP/1.1\r\n${host}\r\n`).answer()
    expect([answer.status, valueOf(answer, 'allow')]).toEqual([
      405,
      'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, QUERY',
    ])
    expect(app.requests).toBe(0)
  })

  it('does not fail when the client of a refused tunnel goes away roughly', async () => {
    const connection = await talk(new Fixture(echo))
    for (let count = 0; count < 20; count += 1) {
      const tunnel = await another()
      tunnel.write(`CONNECT a.example:443 HTTP/1.1\r\n${host}\r\n`).socket.resetAndDestroy()
    }
    expect(textOf(await connection.write(`GET /1 HTTP/1.1\r\n${host}\r\n`).answer())).toBe('GET /1')
  })

  it('answers a request that asks for another protocol as if it had not asked', async () => {
    const connection = await talk(new Fixture(echo))
    const upgrade = 'connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n'
    const answer = await connection.write(`GET /1 HTTP/1.1\r\n${host}${upgrade}\r\n`).answer()
    expect([answer.status, textOf(answer)]).toEqual([200, 'GET /1'])
    expect(textOf(await connection.write(`GET /2 HTTP/1.1\r\n${host}\r\n`).answer())).toBe('GET /2')
  })
})

describe('Expect', () => {
  const ask = (length: number): string =>
    `POST / HTTP/1.1\r\n${host}expect: 100-continue\r\ncontent-length: ${length}\r\n\r\n`

  const size = async (exchange: Exchange): Promise<Answer> => {
    const outcome = await Promise.resolve()
      .then(() => exchange.readBody(10))
      .then(
        ({ length }) => String(length),
        () => 'refused',
      )
    return new Answer(200, [], outcome)
  }

  it('lets the client send its body when somebody reads it, and then keeps the connection', async () => {
    const connection = await talk(new Fixture(size))
    connection.write(ask(5))
    expect((await connection.answer()).status).toBe(100)
    const answer = await connection.write('hello').answer()
    expect([textOf(answer), valueOf(answer, 'connection')]).toEqual(['5', 'keep-alive'])
  })

  it('lets the client send its body when somebody streams it', async () => {
    const app = new Fixture(async (exchange) => {
      let length = 0
      for await (const chunk of exchange.bodyStream()) length += chunk.length
      return new Answer(200, [], String(length))
    })
    const connection = await talk(app)
    expect((await connection.write(ask(5)).answer()).status).toBe(100)
    expect(textOf(await connection.write('hello').answer())).toBe('5')
  })

  it.each([
    ['too long', 11, size],
    ['not read', 5, () => new Answer(401, [], 'no')],
  ])('does not let it send a body that is %s', async (_case, length, handle) => {
    const connection = await talk(new Fixture(handle))
    const answer = await connection.write(ask(length)).answer()
    expect(answer.status).not.toBe(100)
    expect(valueOf(answer, 'connection')).toBe('close')
  })

  it('refuses to meet any other expectation', async () => {
    const app = new Fixture(echo)
    const answer = await (
      await talk(app)
    )
      .write(`GET / HTTP/1.1\r\n${host}expect: the-unexpected\r\n\r\n`)
      .answer()
    expect([answer.status, app.requests]).toEqual([417, 0])
  })
})

async function outcomeOf(exchange: Exchange): Promise<string> {
  await Promise.resolve()
  try {
    await exchange.readBody(100)
    return 'read'
  } catch {
    return 'incomplete'
  }
}

describe('bytes that are no request', () => {
  const chunked = `POST / HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\n`
  const malformed: readonly string[] = [
    'hello\r\n\r\n',
    'GET / HTTP/1.1\n\r\n \r\n\r\n',
    'get / HTTP/1.1\r\nhost: a\r\n\r\n',
    'NONSENSE / HTTP/1.1\r\nhost: a\r\n\r\n',
    'GET / HTTP/1.1x\r\nhost: a\r\n\r\n',
    'GET / HTTPS/1.1\r\nhost: a\r\n\r\n',
    'GET /\u0000 HTTP/1.1\r\nhost: a\r\n\r\n',
    'GET /\t HTTP/1.1\r\nhost: a\r\n\r\n',
    'GET / HTTP/1.1\r\nhost : a\r\n\r\n',
    'GET / HTTP/1.1\r\n host: a\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: a\r\nx-a\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: a\r\n: b\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: a\r\nx-a: b\u0000c\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: a\r\nx-a: b\rc\r\n\r\n',
    'GET / HTTP/1.1\r\nhost: a\r\nx(a): b\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3, 4\r\n\r\nabcd',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: +1\r\n\r\na',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0x1\r\n\r\na',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1 1\r\n\r\na',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 99999999999999999999999\r\n\r\na',
    'POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ntransfer-encoding: gzip\r\n\r\n0\r\n\r\n',
    '\u0016\u0003\u0001\u0002\u0000\u0001\u0000',
  ]

  it.each(malformed)('refuses %j without asking the app', async (bytes) => {
    const app = new Fixture(echo)
    const connection = await talk(app)
    const answer = await connection.write(bytes).answer()
    expect(answer.status).toBe(400)
    expect(valueOf(answer, 'connection')).toBe('close')
    expect(valueOf(answer, 'content-type')).toBe('application/problem+json')
    expect(jsonOf(answer)).toMatchObject({ status: 400, title: 'Bad Request', code: 'bad-request' })
    await connection.closed
    expect([app.requests, connection.received]).toEqual([0, ''])
  })

  it.each([
    'GET / HTTP/2.0\r\nhost: a\r\n\r\n',
    'GET / HTTP/0.9\r\nhost: a\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: xchunked\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
  ])('refuses %j, which the parser lets through, without asking the app', async (bytes) => {
    const app = new Fixture(echo)
    const answer = await (await talk(app)).write(bytes).answer()
    expect([answer.status, app.requests]).toEqual([400, 0])
  })

  describe.each([
    'x\r\nabc\r\n',
    '-1\r\n',
    '1 \r\na\r\n',
    '0x1\r\na\r\n',
    '2\r\nabc\r\n',
    'fffffffffffffffff\r\n',
    '1\na\n0\n\n',
  ])('with the chunk %j', (chunk) => {
    it('end the request that waits for its body', async () => {
      const asked = latch<undefined>()
      const outcome = latch<string>()
      const app = new Fixture(async (exchange) => {
        asked.open(undefined)
        outcome.open(await outcomeOf(exchange))
        return new Answer(200, [], 'too late')
      })
      const connection = await talk(app)
      connection.write(chunked)
      await asked.promise
      const answer = await connection.write(chunk).answer()
      await connection.closed
      expect([answer.status, await outcome.promise, connection.received]).toEqual([400, 'incomplete', ''])
    })

    it('are refused together with a head in the same packet, and nobody reads them', async () => {
      const outcomes: string[] = []
      const app = new Fixture(async (exchange) => {
        outcomes.push(await outcomeOf(exchange))
        return new Answer(200, [], 'too late')
      })
      const connection = await talk(app)
      const answer = await connection.write(chunked + chunk).answer()
      await connection.closed
      expect([answer.status, connection.received]).toEqual([400, ''])
      expect(outcomes).not.toContain('read')
    })
  })

  it('answers the requests before them first, and as their own', async () => {
    const late = latch<Answer>()
    const connection = await talk(new Fixture(() => late.promise))
    connection.write(`GET /1 HTTP/1.1\r\n${host}\r\nnonsense\r\n\r\n`)
    setTimeout(() => late.open(new Answer(200, [], 'good')), 50)
    const answer = await connection.answer()
    expect([answer.status, textOf(answer), valueOf(answer, 'connection')]).toEqual([200, 'good', 'close'])
    await connection.closed
    expect(connection.received).toBe('')
  })

  it('ends the stream before them first', async () => {
    async function* slow(): AsyncGenerator<string> {
      yield 'a'
      await new Promise((resolve) => setTimeout(resolve, 50))
      yield 'b'
    }
    const connection = await talk(new Fixture(() => new Answer(200, [], slow())))
    connection.write(`GET /1 HTTP/1.1\r\n${host}\r\n`)
    expect(await connection.readPiece()).toBe('a')
    connection.write('nonsense\r\n\r\n')
    expect(await connection.readPiece()).toBe('b')
    await connection.closed
    expect(connection.received).toBe('0\r\n\r\n')
  })

  it('goes on serving others', async () => {
    const connection = await talk(new Fixture(echo))
    for (let count = 0; count < 50; count += 1) (await another()).write('nonsense\r\n\r\n').destroy()
    expect(textOf(await connection.write(`GET /1 HTTP/1.1\r\n${host}\r\n`).answer())).toBe('GET /1')
  })
})

describe('headers of an answer', () => {
  it('cannot bring further lines with them, whatever an app puts into them', async () => {
    const texts = [
      '\r\nx-evil: 1',
      '\nx-evil: 1',
      '\rx-evil: 1',
      'a\r\n\r\nHTTP/1.1 200 OK',
      '\u010d\u010ax-evil: 1',
      '\u560a',
    ]
    const app = new Fixture((exchange) => {
      const at = Number(exchange.queryString)
      const text = texts[at % texts.length] ?? ''
      return new Answer(200, at < texts.length ? ['x-a', text] : [`x-a${text}`, 'b'], 'body')
    })
    const connection = await talk(app)
    for (let at = 0; at < 2 * texts.length; at += 1) {
      const answer = await connection.write(`GET /?${at} HTTP/1.1\r\n${host}\r\n`).answer()
      expect(answer.statusLine).toBe('HTTP/1.1 500 Internal Server Error')
      expect(valuesOf(answer, 'x-evil')).toEqual([])
    }
    expect(connection.received).toBe('')
  })
})
