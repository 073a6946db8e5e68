import { describe, expect, it } from 'vitest'
import {
  App,
  type ChannelLimits,
  clock,
  dependency,
  expiry,
  silentLogger,
  socket,
  type Socket,
  text,
} from 'vivace'
import { fakeClock, HandshakeRefused, testClient, type TestClient } from 'vivace/testing'

const line = socket({ receives: text(), sends: text() })

/** An echo with these limits, and its client. */
async function echo(limits: ChannelLimits): Promise<TestClient> {
  const app = new App({ title: 'Limits', version: '1', log: silentLogger })
  app.websocket('/echo', { ...limits, inputs: { line } }, async ({ line }) => {
    for await (const text of line) await line.send(text)
  })
  return testClient(app)
}

describe('origins', () => {
  it.each([
    ['an origin that is listed', ['https://shop.example'], 'https://shop.example'],
    ['any origin where all are allowed', '*' as const, 'https://evil.example'],
  ])('lets %s in', async (_what, origins, origin) => {
    await using client = await echo({ origins })
    await using socket = await client.websocket('/echo', { headers: { origin } })
    socket.send('a')
    expect(await socket.receive()).toBe('a')
  })

  it.each(['https://shop.example:444', 'http://shop.example', 'https://a.shop.example', ''])(
    'answers 403 to %j where https://shop.example is listed',
    async (origin) => {
      await using client = await echo({ origins: ['https://shop.example'] })
      const error: unknown = await client
        .websocket('/echo', { headers: { origin } })
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(HandshakeRefused)
    },
  )
})

describe('time', () => {
  async function timed(limits: ChannelLimits) {
    const client = await echo(limits)
    const time = fakeClock()
    client.app.override(clock, () => time)
    return { client, time, socket: await client.websocket('/echo') }
  }

  it('closes a socket without messages with 4408 after the idle time', async () => {
    const { client, time, socket } = await timed({ idleTimeout: '1m' })
    await time.advance('40s')
    socket.send('still here')
    expect(await socket.receive()).toBe('still here')
    await time.advance('59s')
    socket.send('and again')
    expect(await socket.receive()).toBe('and again')
    await time.advance('60s')
    expect(await socket.closed).toEqual({ code: 4_408, reason: 'idle' })
    await client.close()
  })

  it('keeps a client that answers pings, however long it says nothing', async () => {
    const { client, time, socket } = await timed({})
    await time.advance('1h')
    socket.send('a')
    expect(await socket.receive()).toBe('a')
    await client.close()
  })

  it('cuts a client off that does not answer a ping, in less than a minute', async () => {
    const { client, time, socket } = await timed({})
    socket.connection.ping = () => undefined
    await time.advance('49s')
    socket.send('a')
    await time.advance('49s')
    expect(await socket.receive()).toBe('a')
    await time.advance('11s')
    expect((await socket.closed).code).toBe(1_006)
    await client.close()
  })

  it('takes the rate over a second: who waits may go on', async () => {
    const { client, time, socket } = await timed({ maxMessageRate: 2 })
    for (let round = 0; round < 5; round++) {
      socket.send('a')
      socket.send('b')
      await time.advance('1s')
    }
    socket.send('c')
    socket.send('d')
    socket.send('one too many')
    expect(await socket.closed).toEqual({ code: 1_008, reason: 'too many messages' })
    await client.close()
  })
})

describe('the end of a credential', () => {
  const untilSoon = dependency({ expiry, clock }, ({ expiry, clock }) => {
    expiry.at(clock.now() + 60_000)
    return expiry
  })

  async function expiring(handle: (line: Socket<string, string>) => Promise<void>) {
    const app = new App({ title: 'Expiry', version: '1', log: silentLogger })
    app.get('/plain', { inputs: { untilSoon } }, () => 'answered')
    app.websocket('/line', { inputs: { untilSoon, line } }, ({ line }) => handle(line))
    const client = await testClient(app)
    const time = fakeClock('2026-01-01T00:00:00Z')
    client.app.override(clock, () => time)
    return { client, time }
  }

  const drain = async (line: Socket<string, string>): Promise<void> => {
    for await (const text of line) await line.send(text)
  }

  it('closes with 4401 when it comes', async () => {
    const { client, time } = await expiring(drain)
    const socket = await client.websocket('/line')
    await time.advance('59s')
    socket.send('a')
    expect(await socket.receive()).toBe('a')
    await time.advance('1s')
    expect(await socket.closed).toEqual({ code: 4_401, reason: 'expired' })
    expect((await client.get('/plain')).text()).toBe('"answered"')
    await client.close()
  })

  it('closes at once when a credential is revoked', async () => {
    const { client } = await expiring(drain)
    let revoke = (): void => undefined
    client.app.override(
      untilSoon,
      dependency({ expiry }, ({ expiry }) => {
        revoke = () => expiry.at(0)
        return expiry
      }),
    )
    const socket = await client.websocket('/line')
    socket.send('a')
    expect(await socket.receive()).toBe('a')
    revoke()
    expect((await socket.closed).code).toBe(4_401)
    await client.close()
  })

  it('closes at an instant that the handler says, with its code', async () => {
    const { client, time } = await expiring(async (line) => {
      line.closeAt(new Date('2026-01-01T00:00:05Z'), 4_000, 'the game is over')
      line.closeAt(new Date('2026-01-01T00:00:09Z'))
      await drain(line)
    })
    const socket = await client.websocket('/line')
    await time.advance('5s')
    expect(await socket.closed).toEqual({ code: 4_000, reason: 'the game is over' })
    await client.close()
  })

  it('takes what is no instant for the past', async () => {
    const { client } = await expiring(async (line) => {
      line.closeAt(Number.NaN)
      await drain(line)
    })
    const socket = await client.websocket('/line')
    expect((await socket.closed).code).toBe(4_401)
    await client.close()
  })
})
