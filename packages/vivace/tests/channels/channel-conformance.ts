import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DrivenSocket, Refused, type SocketDriver } from './socket-driver.ts'

/** What channels do on every edge. */
export function describeChannels(name: string, open: () => Promise<SocketDriver>): void {
  describe(`channels over ${name}`, () => {
    let driver: SocketDriver
    beforeAll(async () => {
      driver = await open()
    })
    afterAll(() => driver.close())

    const refused = async (
      target: string,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Refused> => {
      const error: unknown = await driver.connect(target, { headers }).catch((thrown: unknown) => thrown)
      if (error instanceof Refused) return error
      throw new Error('It was not refused.', { cause: error })
    }
    const closing = async (
      target: string,
      headers: Readonly<Record<string, string>> = {},
    ): Promise<{ code: number; reason: string }> => (await driver.connect(target, { headers })).closed
    const events = async (): Promise<string[]> => {
      const answer: unknown = await (await driver.get('/events')).json()
      return Array.isArray(answer) ? answer.map(String) : []
    }
    /** Waits for what the app does after it has closed the socket. */
    const eventually = async (look: (all: string[]) => boolean): Promise<string[]> => {
      for (;;) {
        const all = await events()
        if (look(all)) return all
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    }

    it('carries text both ways, in order', async () => {
      const socket = await driver.connect('/echo')
      for (const text of ['a', 'ü€😀', '']) socket.send(text)
      expect([await socket.next(), await socket.next(), await socket.next()]).toEqual(['a', 'ü€😀', ''])
      await leave(socket)
    })

    it('carries bytes both ways', async () => {
      const socket = await driver.connect('/bytes')
      socket.send(new Uint8Array([1, 2, 255]))
      expect(await socket.next()).toEqual(new Uint8Array([255, 2, 1]))
      await leave(socket)
    })

    it('gives the handler its inputs, and carries JSON', async () => {
      const socket = await driver.connect('/progress/40?page=2')
      socket.send('{"n":1}')
      expect(await socket.next()).toBe('{"done":43}')
      await leave(socket)
    })

    it('closes with 1000 when the handler has come to its end', async () => {
      const socket = await driver.connect('/mine', { headers: { authorization: 'Bearer alice' } })
      expect(await socket.next()).toBe('alice')
      expect(await socket.closed).toEqual({ code: 1_000, reason: '' })
    })

    it('closes with 1007 for a message that breaks the schema, and says what is wrong', async () => {
      const socket = await driver.connect('/progress/1')
      socket.send('{"n":-1}')
      const { code, reason } = await socket.closed
      expect(code).toBe(1_007)
      expect(reason).toContain('/n: ')
    })

    it.each([
      ['no JSON', '{"n":'],
      ['a key that could change a prototype', '{"n":1,"__proto__":{"a":1}}'],
      ['nesting that is too deep', '['.repeat(101) + ']'.repeat(101)],
    ])('closes with 1007 for %s', async (_what, message) => {
      const socket = await driver.connect('/progress/1')
      socket.send(message)
      expect((await socket.closed).code).toBe(1_007)
    })

    it('closes with 1003 for bytes where text is declared, and the other way round', async () => {
      const text = await driver.connect('/echo')
      text.send(new Uint8Array([1]))
      expect(await text.closed).toEqual({ code: 1_003, reason: 'messages are text' })
      const bytes = await driver.connect('/bytes')
      bytes.send('a')
      expect(await bytes.closed).toEqual({ code: 1_003, reason: 'messages are bytes' })
    })

    it('closes with 1009 for a message that is too long', async () => {
      const socket = await driver.connect('/small')
      socket.send('0123456789')
      expect(await socket.next()).toBe('0123456789')
      socket.send('0123456789a')
      expect((await socket.closed).code).toBe(1_009)
    })

    it('closes with 1008 when too many messages come in a second', async () => {
      const socket = await driver.connect('/slow-talkers')
      for (let sent = 0; sent < 1_000; sent++) socket.send('again')
      expect(await socket.closed).toEqual({ code: 1_008, reason: 'too many messages' })
    })

    it('closes with 1011 when the handler throws, and tells nobody why', async () => {
      expect(await closing('/throws')).toEqual({ code: 1_011, reason: 'internal error' })
      const all = await eventually((seen) => seen.includes('roll back'))
      expect(all.slice(-3)).toEqual(['open', 'roll back', 'close'])
    })

    it('closes with 1011 when the handler breaks what it declares', async () => {
      expect((await closing('/breaks')).code).toBe(1_011)
    })

    it('opens and closes with 4401 without a credential, and with 4403 for a foreign one', async () => {
      expect(await closing('/mine')).toEqual({ code: 4_401, reason: 'not-authenticated' })
      expect(await closing('/mine', { authorization: 'Bearer mallory' })).toEqual({
        code: 4_403,
        reason: 'foreign',
      })
    })

    it('opens and closes with the code that a dependency throws', async () => {
      expect(await closing('/joined')).toEqual({ code: 4_409, reason: 'joined elsewhere' })
    })

    it('answers 422 with every failing input to a program, and closes with 4422 for a page', async () => {
      const { status, body } = await refused('/progress/x?page=y')
      expect(status).toBe(422)
      expect(JSON.parse(body)).toMatchObject({ errors: [{ in: 'path' }, { in: 'query' }] })
      const { code, reason } = await closing('/progress/x', { origin: `http://${driver.host}` })
      expect(code).toBe(4_422)
      expect(reason).toContain('path /userId: ')
    })

    it.each([
      'http://evil.example',
      'null',
      'http://127.0.0.1.evil.example',
      'https://testserver.evil.example',
    ])('answers 403 to a page of %s', async (origin) => {
      const { status, body } = await refused('/echo', { origin })
      expect(status).toBe(403)
      expect(JSON.parse(body)).toMatchObject({ code: 'origin-not-allowed' })
    })

    it('lets pages of its own host in, with or without TLS in front', async () => {
      for (const scheme of ['http', 'https']) {
        await leave(await driver.connect('/echo', { headers: { origin: `${scheme}://${driver.host}` } }))
      }
    })

    it('chooses the subprotocol that it likes best of those that are offered', async () => {
      const socket = await driver.connect('/versions', { protocols: ['other', 'chat.v1', 'chat.v2'] })
      expect(socket.protocol).toBe('chat.v2')
      expect(await socket.next()).toBe('chat.v2')
    })

    it('answers 404 where nothing is, and ordinary routes as if nobody had asked for a WebSocket', async () => {
      expect((await refused('/nowhere')).status).toBe(404)
      const { status, body } = await refused('/plain')
      expect({ status, body }).toEqual({ status: 200, body: '"plain"' })
    })

    it('answers 426 to a plain request', async () => {
      const answer = await driver.get('/echo')
      expect(answer.status).toBe(426)
      expect(answer.headers.get('upgrade')).toBe('websocket')
      expect(await answer.json()).toMatchObject({ code: 'upgrade-required' })
    })

    it('cleans up when the socket has ended, and runs background work afterwards', async () => {
      const before = (await events()).length
      const socket = await driver.connect('/session')
      expect(await socket.next()).toBe('ready')
      socket.send('last words')
      await leave(socket)
      const all = await eventually((seen) => seen.slice(before).includes('background'))
      expect(all.slice(before)).toEqual(['open', 'last words', 'end', 'commit', 'close', 'background'])
    })
  })
}

async function leave(socket: DrivenSocket): Promise<void> {
  socket.close()
  expect((await socket.closed).code).toBe(1_000)
}
