import { describe, expect, it } from 'vitest'
import {
  App,
  type AppOptions,
  body,
  defineError,
  DefinitionError,
  dependency,
  HttpError,
  mapAnswer,
  path,
  query,
  response,
  route,
  Router,
  signal,
  silentLogger,
  singleton,
  socket,
  SocketClosed,
  text,
} from 'vivace'
import { bearer } from 'vivace'
import { HandshakeRefused, testClient } from 'vivace/testing'
import * as z from 'zod'

const line = socket({ receives: text(), sends: text() })

function appOf(options: Partial<AppOptions> = {}): App {
  return new App({ title: 'Channels', version: '1', log: silentLogger, ...options })
}

const messageOf = (build: () => unknown): string => {
  try {
    build()
  } catch (error) {
    if (error instanceof DefinitionError) return `${error.code} ${error.message}`
    throw error
  }
  return 'nothing was thrown'
}

describe('a channel', () => {
  it('is declared on a router, under its prefix, with what the router gives to its routes', async () => {
    const order: string[] = []
    const guard = (name: string) => dependency({}, () => void order.push(name))
    const Gone = defineError({ status: 410, code: 'gone', title: 'Gone' })
    const router = new Router({
      prefix: '/rooms',
      tags: ['Rooms'],
      dependencies: [guard('router')],
      errors: [Gone],
    })
    router.websocket(
      '/{room}',
      {
        tags: ['Chat'],
        summary: 'Talk',
        dependencies: [guard('channel')],
        protocols: ['v1'],
        extensions: { 'x-a': 1 },
        inputs: { room: path(z.string()), token: bearer(), line },
      },
      ({ room, line }) => line.send(room),
    )
    const app = appOf()
    app.include(router, { prefix: '/api', deprecated: true })
    expect(app.channelDescriptions()).toMatchObject([
      {
        path: '/api/rooms/{room}',
        tags: ['Rooms', 'Chat'],
        summary: 'Talk',
        deprecated: true,
        hidden: false,
        parameters: [{ in: 'path', name: 'room' }],
        security: [{ name: 'bearer' }],
        receives: { mediaType: 'text/plain', schema: { type: 'string' } },
        sends: { mediaType: 'text/plain' },
        protocols: ['v1'],
        errors: [{ code: 'gone' }, { code: 'not-authenticated' }],
        extensions: { 'x-a': 1 },
      },
    ])
    await using client = await testClient(app)
    const handshake = { headers: { authorization: 'Bearer a' } }
    await using opened = await client.websocket('/api/rooms/blue', handshake)
    expect(await opened.receive()).toBe('blue')
    expect(order).toEqual(['router', 'channel'])
  })

  it('is a value, whose key in a record is its operation id', async () => {
    const chat = route.websocket('/chat', { inputs: { line } }, ({ line }) => line.send('hello'))
    const app = appOf()
      .add({ chat })
      .add(route.websocket('/other', { inputs: { line } }, () => undefined))
    expect(app.channelDescriptions().map(({ operationId }) => operationId)).toEqual(['chat', undefined])
    await using client = await testClient(app)
    await using opened = await client.websocket('/chat')
    expect(await opened.receive()).toBe('hello')
  })

  it('is described with the schemas of its messages', () => {
    const app = appOf()
    const Item = z.object({ n: z.int().default(1) })
    app.websocket('/a', { inputs: { items: socket({ receives: Item, sends: Item }) } }, () => undefined)
    app.websocket('/b', { inputs: { items: socket({ sends: Item }) } }, () => undefined)
    const [both, sending] = app.channelDescriptions()
    expect(both?.receives).toMatchObject({ mediaType: 'application/json', schema: { type: 'object' } })
    expect(both?.receives?.schema['required']).toBeUndefined()
    expect(both?.sends?.schema['required']).toEqual(['n'])
    expect(sending).not.toHaveProperty('receives')
  })

  it('stands beside a route of the same path', async () => {
    const app = appOf()
    app.get('/both', {}, () => 'a route')
    app.websocket('/both', { inputs: { line } }, ({ line }) => line.send('a channel'))
    await using client = await testClient(app)
    expect((await client.get('/both')).json()).toBe('a route')
    await using opened = await client.websocket('/both')
    expect(await opened.receive()).toBe('a channel')
  })

  it('works in a mounted app, with overrides of the outer one', async () => {
    const name = dependency({}, () => 'nobody')
    const inner = appOf()
    inner.websocket('/hello', { inputs: { name, line } }, ({ name, line }) => line.send(name))
    const app = appOf().mount('/inner', inner)
    await using client = await testClient(app)
    app.override(name, () => 'somebody')
    await using opened = await client.websocket('/inner/hello')
    expect(await opened.receive()).toBe('somebody')
  })

  it('has the singletons of the app', async () => {
    const rooms = singleton({}, () => new Map([['blue', 1]]))
    const app = appOf()
    app.websocket('/rooms', { inputs: { rooms, line } }, ({ rooms, line }) =>
      line.send([...rooms.keys()].join()),
    )
    await using client = await testClient(app)
    await using opened = await client.websocket('/rooms')
    expect(await opened.receive()).toBe('blue')
  })

  it('may give its socket to a dependency', async () => {
    const greeting = dependency(
      { line },
      ({ line }) =>
        () =>
          line.send('hello'),
    )
    const app = appOf()
    app.websocket('/a', { inputs: { greeting } }, ({ greeting }) => greeting())
    await using client = await testClient(app)
    await using opened = await client.websocket('/a')
    expect(await opened.receive()).toBe('hello')
  })
})

describe('middleware', () => {
  it('sees the handshake, and its headers reach the client, with those of the response input', async () => {
    const seen: string[] = []
    const app = appOf({
      middleware: [
        (exchange, next) =>
          mapAnswer(next(), (answer) => {
            seen.push(`${exchange.routePath} ${answer.status}`)
            answer.set('x-served-by', 'a')
            return answer
          }),
      ],
    })
    app.websocket('/a', { inputs: { response, line } }, ({ line }) => line.send('a'))
    const remember = dependency({ response }, ({ response }) =>
      response.cookie('seen', 'yes', { secure: false }),
    )
    app.websocket('/b', { inputs: { remember, line } }, ({ line }) => line.send('b'))
    await using client = await testClient(app)
    await using first = await client.websocket('/a')
    await using second = await client.websocket('/b')
    expect(seen).toEqual(['/a 101', '/b 101'])
    expect(first.headers.get('x-served-by')).toBe('a')
    expect(second.headers.getSetCookie()).toEqual([expect.stringContaining('seen=yes')])
  })

  it('may answer something else: what was made for the socket sees an error', async () => {
    const happened: string[] = []
    const session = dependency({}, function* () {
      try {
        yield 'session'
        happened.push('commit')
      } catch (error) {
        happened.push(error instanceof SocketClosed ? 'roll back' : 'another error')
        throw error
      }
    })
    const app = appOf({
      middleware: [
        async (_exchange, next) => {
          await next()
          throw new HttpError(429)
        },
      ],
    })
    app.websocket('/a', { inputs: { session, line } }, () => void happened.push('handler'))
    await using client = await testClient(app)
    await expect(client.websocket('/a')).rejects.toBeInstanceOf(HandshakeRefused)
    expect(happened).toEqual(['roll back'])
  })
})

describe('messages', () => {
  const Command = z.object({ n: z.int() })

  it('reach the handler with declared fields alone, and leave with declared fields alone', async () => {
    const app = appOf()
    const received: unknown[] = []
    const commands = socket({ receives: Command, sends: Command })
    app.websocket('/a', { inputs: { commands } }, async ({ commands }) => {
      const command = await commands.receive()
      received.push(command)
      await commands.send({ ...command, ...{ password: 'x' } })
    })
    await using client = await testClient(app)
    await using opened = await client.websocket('/a')
    opened.sendJson({ n: 1, isAdmin: true })
    expect(await opened.receive()).toBe('{"n":1}')
    expect(received).toEqual([{ n: 1 }])
  })

  it('with unknown fields are refused where the app rejects them', async () => {
    const app = appOf({ unknownFields: 'reject' })
    app.websocket('/a', { inputs: { commands: socket({ receives: Command }) } }, async ({ commands }) => {
      await commands.receive()
    })
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    opened.sendJson({ n: 1, isAdmin: true })
    expect(await opened.closed).toEqual({ code: 1_007, reason: '/isAdmin: Unknown field' })
  })

  it('that are not valid are answered by onInvalid, and the socket stays open', async () => {
    const app = appOf()
    const commands = socket({
      receives: Command,
      sends: z.object({ error: z.string().optional(), n: z.int().optional() }),
      onInvalid: ([failure]) => (failure?.path[0] === 'n' ? { error: failure.message } : undefined),
    })
    app.websocket('/a', { inputs: { commands } }, async ({ commands }) => {
      for await (const { n } of commands) await commands.send({ n })
    })
    await using client = await testClient(app)
    await using opened = await client.websocket('/a')
    opened.sendJson({ n: 'x' })
    const { error } = await opened.receiveJson<{ error: string }>()
    expect(error).toContain('expected')
    opened.send('no JSON')
    opened.sendJson({ n: 2 })
    expect(await opened.receiveJson()).toEqual({ n: 2 })
  })

  it('are refused where none are declared', async () => {
    const app = appOf()
    app.websocket('/a', { inputs: { silent: socket(), signal } }, async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      signal.throwIfAborted()
    })
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    opened.send('hello?')
    expect(await opened.closed).toEqual({ code: 1_003, reason: 'no messages are expected' })
  })

  it('that came before the client left are still received', async () => {
    const app = appOf()
    const received: string[] = []
    app.websocket('/a', { inputs: { line } }, async ({ line }) => {
      for await (const text of line) {
        received.push(text)
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    })
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    for (const text of ['a', 'b', 'c']) opened.send(text)
    await opened.close()
    expect(received).toEqual(['a', 'b', 'c'])
  })
})

describe('the end of a socket', () => {
  it('rejects what is sent afterwards, without a word if nobody waits', async () => {
    const app = appOf()
    let thrown: unknown
    app.websocket('/a', { inputs: { line } }, async ({ line }) => {
      for await (const _ of line);
      void line.send('nobody waits for this')
      thrown = await line.send('too late').catch((error: unknown) => error)
    })
    await using client = await testClient(app)
    await (await client.websocket('/a')).close(4_000, 'enough')
    expect(thrown).toBeInstanceOf(SocketClosed)
    expect(thrown).toMatchObject({ code: 4_000, reason: 'enough' })
  })

  it('aborts signal when the client goes away, and is no failure', async () => {
    const logged: string[] = []
    const log = { ...silentLogger, error: (message: string) => void logged.push(message) }
    const app = appOf({ log: { ...log, child: () => log } })
    app.websocket('/a', { inputs: { line, signal } }, async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      signal.throwIfAborted()
    })
    await using client = await testClient(app)
    await (await client.websocket('/a')).abort()
    expect(logged).toEqual([])
  })

  it('comes with 1001 when the app stops, which waits for the handler', async () => {
    const app = appOf()
    const happened: string[] = []
    const pool = singleton({}, function* () {
      yield 'pool'
      happened.push('pool closed')
    })
    app.websocket('/a', { inputs: { pool, line } }, async ({ line }) => {
      for await (const _ of line);
      await new Promise((resolve) => setTimeout(resolve, 20))
      happened.push('handler done')
    })
    const client = await testClient(app)
    const opened = await client.websocket('/a')
    await client.close()
    expect((await opened.closed).code).toBe(1_001)
    expect(happened).toEqual(['handler done', 'pool closed'])
  })

  it('comes with the error of a clean-up that fails', async () => {
    const app = appOf()
    const session = dependency({}, function* () {
      yield 'session'
      throw new HttpError(409, { code: 'conflict' })
    })
    app.websocket('/a', { inputs: { session, line } }, () => undefined)
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    expect(await opened.closed).toEqual({ code: 4_409, reason: 'conflict' })
  })

  it('throws for a code that may not be sent', async () => {
    const app = appOf()
    const codes: unknown[] = []
    app.websocket('/a', { inputs: { line } }, ({ line }) => {
      for (const code of [999, 1_005, 1_006, 1_015, 2_999, 5_000, 1.5]) {
        try {
          line.close(code)
        } catch (error) {
          codes.push(error instanceof RangeError)
        }
      }
      line.close(4_000, 'ü'.repeat(100))
    })
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    expect(await opened.closed).toEqual({ code: 4_000, reason: 'ü'.repeat(61) })
    expect(codes).toEqual(Array.from({ length: 7 }, () => true))
  })
})

describe('a socket in a dependency', () => {
  it('is not open yet, cannot send, and may say when it ends', async () => {
    const app = appOf()
    let early: unknown
    const before = dependency({ line }, async ({ line }) => {
      early = [line.isOpen, await line.send('too early').catch((error: Error) => error.message)]
      line.close()
      line.closeAt(0, 4_001, 'over before it began')
    })
    app.websocket('/a', { inputs: { before, line } }, async ({ line }) => {
      for await (const _ of line);
    })
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    expect(await opened.closed).toEqual({ code: 4_001, reason: 'over before it began' })
    expect(early).toEqual([false, 'The socket is not open yet: dependencies cannot send.'])
  })
})

describe('what the compiler would have refused', () => {
  it.each<[string, (line: { send(message: unknown): Promise<void> }) => Promise<void>]>([
    ['a number where text is declared', (line) => line.send(5)],
    ['bytes where text is declared', (line) => line.send(new Uint8Array(1))],
  ])('ends with 1011: %s', async (_what, send) => {
    const app = appOf()
    // JavaScript has no types.
    app.websocket('/a', { inputs: { line } }, ({ line }) => send(line as never))
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    expect((await opened.closed).code).toBe(1_011)
  })

  it('ends with 1011: a socket that declares nothing that it sends', async () => {
    const app = appOf()
    const silent = socket({ receives: z.string().refine((text) => Promise.resolve(text === 'please')) })
    app.websocket('/a', { inputs: { silent } }, async ({ silent }) => {
      await silent.receive()
      await silent.send('hello' as never) // JavaScript has no types
    })
    await using client = await testClient(app)
    const opened = await client.websocket('/a')
    opened.sendJson('please')
    expect(await opened.closed).toEqual({ code: 1_011, reason: 'internal error' })
    const other = await client.websocket('/a')
    other.sendJson('now')
    expect((await other.closed).code).toBe(1_007)
  })
})

describe('a limit of connections', () => {
  it('answers 503 above it, and counts down', async () => {
    const app = appOf({ channels: { maxConnections: 1 } })
    app.websocket('/a', { inputs: { line } }, async ({ line }) => {
      for await (const _ of line);
    })
    await using client = await testClient(app)
    const first = await client.websocket('/a')
    const refused: unknown = await client.websocket('/a').catch((error: unknown) => error)
    expect(refused instanceof HandshakeRefused && refused.answer.status).toBe(503)
    await first.close()
    await (await client.websocket('/a')).close()
  })
})

describe('a channel that is written wrongly', () => {
  it.each<[string, (app: App) => unknown, string]>([
    ['no socket', (app) => app.websocket('/a', {}, () => undefined), 'SOCKET_MISSING WEBSOCKET /a'],
    [
      'two sockets',
      (app) => app.websocket('/a', { inputs: { a: socket(), b: socket() } }, () => undefined),
      "SOCKET_DECLARED_TWICE WEBSOCKET /a: 'a' and 'b'",
    ],
    [
      'a body',
      (app) => app.websocket('/a', { inputs: { line, a: body(z.string()) } }, () => undefined),
      'BODY_ON_SAFE_METHOD WEBSOCKET /a',
    ],
    [
      'an origin that is none',
      (app) => app.websocket('/a', { origins: ['shop.example'], inputs: { line } }, () => undefined),
      'CHANNEL_OPTION_INVALID WEBSOCKET /a, origins: "shop.example"',
    ],
    [
      'a rate below 0',
      (app) => app.websocket('/a', { maxMessageRate: -1, inputs: { line } }, () => undefined),
      'CHANNEL_OPTION_INVALID WEBSOCKET /a, maxMessageRate: -1',
    ],
    [
      'a protocol with a blank',
      (app) => app.websocket('/a', { protocols: ['a b'], inputs: { line } }, () => undefined),
      'CHANNEL_OPTION_INVALID WEBSOCKET /a, protocols: "a b"',
    ],
    [
      'a path that is taken',
      (app) => {
        app.websocket('/a/{x}', { inputs: { line } }, () => undefined)
        app.websocket('/a/{y}', { inputs: { line } }, () => undefined)
      },
      'DUPLICATE_ROUTE WEBSOCKET /a/{y}',
    ],
  ])('does not start with %s', (_what, declare, said) => {
    const app = appOf()
    declare(app)
    expect(messageOf(() => app.channelDescriptions())).toContain(said)
  })

  it('does not start as a route with a socket', () => {
    const app = appOf()
    app.get('/a', { inputs: { line, page: query(z.int().optional()) } }, () => undefined)
    expect(messageOf(() => app.descriptions())).toContain("SOCKET_OUTSIDE_CHANNEL GET /a: 'line' is a socket")
  })
})
