import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import {
  App,
  type AppOptions,
  body,
  type ChannelLimits,
  silentLogger,
  socket,
  type Socket,
  SocketClosed,
  text,
} from 'vivace'
import { serve, type ServeOptions, type Server } from 'vivace/node'
import { WebSocket } from 'ws'
import * as z from 'zod'
import { Refused } from './socket-driver.ts'
import { connectOverWire } from './wire-driver.ts'

const line = socket({ receives: text(), sends: text() })
const echo = async (line: Socket<string, string>): Promise<void> => {
  for await (const text of line) await line.send(text)
}

let server: Server | undefined
afterEach(async () => {
  await server?.stop()
  server = undefined
})

type Handle = (line: Socket<string, string>) => unknown

/** Serves one channel, and says where. */
async function open(
  handle: Handle,
  limits: ChannelLimits = {},
  { serving = {}, ...options }: Partial<AppOptions> & { readonly serving?: ServeOptions } = {},
): Promise<string> {
  const app = new App({ title: 'Wire', version: '1', log: silentLogger, ...options })
  app.websocket('/line', { ...limits, inputs: { line } }, ({ line }) => handle(line))
  app.post('/items', { inputs: { item: body(z.object({ n: z.int() })) } }, ({ item }) => item)
  server = await serve(app, {
    port: 0,
    host: '127.0.0.1',
    announce: false,
    signals: false,
    gracePeriod: '5s',
    ...serving,
  })
  return `127.0.0.1:${server.port}`
}

/** Everything that comes back for these bytes, until the server closes or the text is there. */
async function exchangeBytes(host: string, bytes: string, until: string): Promise<string> {
  const connection = connect(Number(host.split(':')[1]), '127.0.0.1')
  let received = ''
  connection.on('error', () => undefined)
  connection.write(bytes)
  for await (const chunk of connection) {
    received += String(chunk)
    if (received.includes(until)) break
  }
  connection.destroy()
  return received
}

const handshake = (lines: readonly string[] = [], version = '13'): string =>
  [
    'GET /line HTTP/1.1',
    'host: shop.example',
    'connection: Upgrade',
    'upgrade: websocket',
    `sec-websocket-version: ${version}`,
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    ...lines,
    '\r\n',
  ].join('\r\n')

describe('a channel on node:http', () => {
  it('answers the handshake of RFC 6455, section 1.3, without compression', async () => {
    const host = await open(echo)
    const answer = await exchangeBytes(
      host,
      handshake(['sec-websocket-extensions: permessage-deflate']),
      '\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1.1 101 Switching Protocols\r\n/)
    expect(answer).toContain('Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n')
    expect(answer.toLowerCase()).not.toContain('permessage-deflate')
  })

  it('reads what came with the handshake in one packet', async () => {
    const host = await open(echo)
    // A masked text frame: 'Hello' (RFC 6455, section 5.7).
    const frame = Buffer.from('818537fa213d7f9f4d5158', 'hex').toString('latin1')
    const connection = connect(Number(host.split(':')[1]), '127.0.0.1')
    connection.write(Buffer.from(handshake() + frame, 'latin1'))
    let received = ''
    for await (const chunk of connection) {
      received += String(chunk)
      if (received.includes('Hello')) break
    }
    connection.destroy()
    expect(received).toContain('Hello')
  })

  it.each([
    ['another version', handshake([], '8'), 426],
    ['a key that is none', handshake().replace('dGhlIHNhbXBsZSBub25jZQ==', 'short'), 400],
    ['2,100 headers', handshake(Array.from({ length: 2_100 }, (_, at) => `x-${at}: a`)), 431],
    ['two hosts', handshake(['host: other.example']), 400],
    ['a path with a dot segment', handshake().replace('/line', '/a/../line'), 400],
    ['a list of protocols that is none', handshake(['sec-websocket-protocol: a,,b']), 400],
  ])('refuses a handshake with %s', async (_what, bytes, status) => {
    const host = await open(echo)
    const answer = await exchangeBytes(host, bytes, 'never')
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    const socket = await connectOverWire(host, '/line')
    socket.send('still there')
    expect(await socket.next()).toBe('still there')
    socket.close()
  })

  it('answers a request that asks for another protocol, its body included', async () => {
    const host = await open(echo)
    const upgrades = [
      'connection: Upgrade, HTTP2-Settings',
      'upgrade: h2c',
      'http2-settings: AAMAAABkAARAAAAAAAIAAAAA',
    ]
    const item = JSON.stringify({ n: 7 })
    const request = [
      'POST /items HTTP/1.1',
      'host: shop.example',
      ...upgrades,
      'content-type: application/json',
      `content-length: ${item.length}`,
      '',
      item,
    ].join('\r\n')
    // Twice on one connection: the server has kept it.
    const connection = connect(Number(host.split(':')[1]), '127.0.0.1')
    let answers = ''
    connection.on('data', (chunk: Buffer) => (answers += chunk.toString()))
    connection.write(request)
    await expect.poll(() => answers).toContain('{"n":7}')
    connection.write(request.replace('"n":7', '"n":8'))
    await expect.poll(() => answers).toContain('{"n":8}')
    connection.destroy()
    expect(answers.match(/HTTP\/1.1 200 OK/g)).toHaveLength(2)
  })

  it('closes the connection of a handshake that it refuses, and leaves no error behind', async () => {
    const host = await open(echo)
    const error: unknown = await connectOverWire(host, '/line', {
      headers: { origin: 'http://evil.example' },
    }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Refused)
    expect(error instanceof Refused && error.headers.get('connection')).toBe('close')
  })

  it('waits with sending while the client does not read, and cuts off who piles up', async () => {
    const piece = 'x'.repeat(60_000)
    let sent = 0
    let thrown: unknown
    const host = await open(async (line) => {
      // Without waiting: 60 MB that the client does not take.
      const all = Array.from({ length: 1_000 }, () => line.send(piece).then(() => (sent += 1)))
      const results = await Promise.allSettled(all)
      thrown = results.find((one) => one.status === 'rejected')?.reason
    })
    const client = new WebSocket(`ws://${host}/line`)
    await once(client, 'open')
    client.pause()
    await expect.poll(() => thrown, { timeout: 10_000 }).toBeInstanceOf(SocketClosed)
    expect(thrown).toMatchObject({ code: 1_013 })
    expect(sent).toBeLessThan(1_000)
    client.terminate()
  })

  it('holds back a handler that waits for each message it sends', async () => {
    const piece = 'x'.repeat(60_000)
    let sent = 0
    const host = await open(async (line) => {
      for (let at = 0; at < 2_000; at++) {
        await line.send(piece)
        sent += 1
      }
    })
    const client = new WebSocket(`ws://${host}/line`)
    await once(client, 'open')
    client.pause()
    let last = -1
    await expect
      .poll(
        () => {
          const isStill = sent === last
          last = sent
          return isStill && sent > 0
        },
        { timeout: 10_000, interval: 200 },
      )
      .toBe(true)
    expect(sent).toBeLessThan(2_000)
    client.resume()
    await expect.poll(() => sent, { timeout: 20_000 }).toBe(2_000)
    client.close()
  })

  it('takes no more from the network than its handler takes', async () => {
    let go = (): void => undefined
    const held = new Promise<void>((resolve) => (go = resolve))
    let received = 0
    const host = await open(
      async (line) => {
        await held
        for await (const _ of line) received += 1
      },
      { maxMessageRate: 0 },
    )
    const client = new WebSocket(`ws://${host}/line`)
    await once(client, 'open')
    const piece = 'x'.repeat(60_000)
    for (let at = 0; at < 500; at++) client.send(piece)
    // 30 MB: what neither the server nor the kernels hold, the client still has.
    let last = -1
    await expect
      .poll(
        () => {
          const isStill = client.bufferedAmount === last
          last = client.bufferedAmount
          return isStill
        },
        { timeout: 10_000, interval: 200 },
      )
      .toBe(true)
    expect(client.bufferedAmount).toBeGreaterThan(10_000_000)
    go()
    await expect.poll(() => received, { timeout: 20_000 }).toBe(500)
    client.close()
  })

  it('stays open however long nobody says anything', async () => {
    const host = await open(echo, {}, { serving: { keepAliveTimeout: 50 } })
    const client = await connectOverWire(host, '/line')
    await new Promise((resolve) => setTimeout(resolve, 300))
    client.send('still here')
    expect(await client.next()).toBe('still here')
  })

  it('asks whether the client is there, and hears that it is', async () => {
    const host = await open(echo, { pingInterval: '20ms' })
    const client = new WebSocket(`ws://${host}/line`)
    let pings = 0
    client.on('ping', () => (pings += 1))
    await expect.poll(() => pings, { timeout: 10_000 }).toBeGreaterThan(5)
    expect(client.readyState).toBe(WebSocket.OPEN)
    client.close()
  })

  it('closes with 1001 when the server stops, and waits for handlers', async () => {
    let isDone = false
    const host = await open(async (line) => {
      await echo(line)
      await new Promise((resolve) => setTimeout(resolve, 50))
      isDone = true
    })
    const socket = await connectOverWire(host, '/line')
    await server?.stop()
    expect(await socket.closed).toEqual({ code: 1_001, reason: 'the server stops' })
    expect(isDone).toBe(true)
  })

  it('survives a hundred handlers that throw in every way at once', async () => {
    let count = 0
    const host = await open(
      async (line) => {
        count += 1
        if (count % 3 === 0) throw new Error('now')
        if (count % 3 === 1) await Promise.reject(new Error('later'))
        for await (const text of line) JSON.parse(text)
      },
      { maxMessageRate: 0 },
    )
    const sockets = await Promise.all(Array.from({ length: 100 }, () => connectOverWire(host, '/line')))
    for (const one of sockets) one.send('no JSON')
    const codes = await Promise.all(sockets.map(async ({ closed }) => (await closed).code))
    expect(new Set(codes)).toEqual(new Set([1_011]))
    expect((await fetch(`http://${host}/items`)).status).toBe(405)
  })
})
