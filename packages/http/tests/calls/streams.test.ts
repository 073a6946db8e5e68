import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { failureOf } from '../fixtures/failure-of.ts'
import { openClient } from '../fixtures/open-client.ts'

let server: Server
let url = ''
let answers: ServerResponse[] = []

beforeEach(async () => {
  answers = []
  server = createServer((request, response) => {
    answers.push(response)
    if (request.url === '/fails') response.writeHead(500).end()
    else response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A server that listens on a port has an address of this shape.
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

/** Times short enough for a test; the breaker opens at the second failure and stays so for a moment. */
const policies = {
  default: { concurrency: 1, attempts: 1 },
  stalls: { read: 100, concurrency: 1, attempts: 1 },
  short: { total: 150, concurrency: 1, attempts: 1 },
  small: { maxBytes: 20, attempts: 1 },
  trial: { breaker: { atLeast: 2, window: 2, pause: 1 }, attempts: 1 },
} as const

async function nextOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const { value } = await body[Symbol.asyncIterator]().next()
  return Buffer.from(value ?? []).toString()
}

/** Waits until the connection of an answer is closed by the client. */
async function closed(answer: ServerResponse | undefined): Promise<void> {
  if (answer === undefined) throw new Error('Nothing has been asked.')
  if (!answer.destroyed) await once(answer, 'close')
}

describe('a stream', () => {
  it('that is left gives back its turn and its connection, also while it waits for its next piece', async () => {
    await using opened = await openClient({ policies })
    for (let call = 0; call < 3; call += 1) {
      const { body } = await opened.http.post(url, { json: {}, returns: 'stream' })
      const pieces = body[Symbol.asyncIterator]()
      await pieces.next()
      const next = pieces.next()
      await pieces.return?.()
      await closed(answers[call])
      expect((await next).done).toBe(true)
    }
  })

  it('that nobody has begun to read is left as well', async () => {
    await using opened = await openClient({ policies })
    for (let call = 0; call < 3; call += 1) {
      const { body } = await opened.http.get(url, { returns: 'stream' })
      await body[Symbol.asyncIterator]().return?.()
      await closed(answers[call])
    }
  })

  it('of fetch ends when its body is cancelled, also while it waits', async () => {
    await using opened = await openClient({ policies })
    for (let call = 0; call < 3; call += 1) {
      const reader = (await opened.http.fetch(url)).body?.getReader()
      await reader?.read()
      const waiting = reader?.read()
      await reader?.cancel()
      expect(await waiting).toMatchObject({ done: true })
      await closed(answers[call])
    }
  })

  it('ends when nothing comes for as long as its policy reads', async () => {
    await using opened = await openClient({ policies })
    const { body } = await opened.http.get(url, { returns: 'stream', policy: 'stalls' })
    expect(await nextOf(body)).toBe('data: 1\n\n')
    const error = await failureOf(nextOf(body))
    expect(error.message).toContain('sent nothing for 100 ms (timeout)')
    await closed(answers[0])
  })

  it('ends at the total of its policy, whether it is read or not', async () => {
    await using opened = await openClient({ policies })
    const { body } = await opened.http.get(url, { returns: 'stream', policy: 'short' })
    await closed(answers[0])
    expect((await failureOf(nextOf(body))).message).toContain('was not done within 150 ms (timeout)')
    expect(await nextOf((await opened.http.get(url, { returns: 'stream', policy: 'short' })).body)).toBe(
      'data: 1\n\n',
    )
  })

  it('ends with the signal of its call, and its connection with it', async () => {
    await using opened = await openClient({ policies })
    const controller = new AbortController()
    const { body } = await opened.http.post(url, {
      json: {},
      returns: 'stream',
      signal: controller.signal,
    })
    await nextOf(body)
    const waiting = nextOf(body)
    controller.abort(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    await closed(answers[0])
  })

  it('has no more bytes than its policy allows, for fetch as well', async () => {
    await using opened = await openClient({ policies })
    const http = opened.http.with({ policy: 'small' })
    const read = async (): Promise<void> => {
      const { body } = await http.get(url, { returns: 'stream' })
      for await (const _piece of body) answers.at(-1)?.write('data: 2\n\n')
    }
    expect((await failureOf(read())).message).toContain('has a body of more than 20 bytes (body)')
    const response = await http.fetch(url)
    answers.at(-1)?.end('data: 2\n\ndata: 3\n\n')
    expect((await failureOf(response.text())).failure).toBe('body')
  })

  it('shows at its head that a host is back, which others need not wait for its end to hear', async () => {
    await using opened = await openClient({ policies })
    const http = opened.http.with({ policy: 'trial' })
    for (let call = 0; call < 2; call += 1) await failureOf(http.get(`${url}fails`))
    expect(http.stats().hosts[0]?.breaker).toBe('open')
    await new Promise((resolve) => setTimeout(resolve, 5))
    const { body } = await http.get(url, { returns: 'stream' })
    expect(http.stats().hosts[0]?.breaker).toBe('closed')
    await nextOf(body)
  })
})
