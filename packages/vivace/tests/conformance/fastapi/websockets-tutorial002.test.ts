import { describe, expect, it } from 'vitest'
import { HandshakeRefused, testClient } from 'vivace/testing'
import { app } from './websockets-tutorial002.ts'

interface Case {
  readonly id: string
  readonly path: string
  readonly cookie?: string
  readonly value: string
  readonly q?: string
}

describe('a WebSocket with dependencies', () => {
  it('stands beside a page', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.text()).toMatch(/^\n<!DOCTYPE html>/)
  })

  it.each<Case>([
    { id: 'foo', path: '/items/foo/ws', cookie: 'session=fakesession', value: 'fakesession' },
    { id: 'bar', path: '/items/bar/ws?token=some-token', value: 'some-token' },
    { id: '2', path: '/items/2/ws?q=3&token=some-token', value: 'some-token', q: '3' },
  ])('answers every message for $id', async ({ id, path, cookie, value, q }) => {
    const headers = cookie === undefined ? {} : { cookie }
    await using client = await testClient(app)
    const socket = await client.websocket(path, { headers })
    expect(socket.protocol).toBe('')
    for (const message of ['Message one', 'Message two']) {
      socket.send(message)
      expect(await socket.receive()).toBe(`Session cookie or query token value is: ${value}`)
      if (q !== undefined) expect(await socket.receive()).toBe(`Query parameter q is: ${q}`)
      expect(await socket.receive()).toBe(`Message text was: ${message}, for item ID: ${id}`)
    }
    expect(await socket.close(1_000)).toEqual({ code: 1_000, reason: '' })
  })

  // FastAPI closes before it accepts, and its servers answer 403 with an empty body: no page sees the code.
  it('is closed with 1008 by the dependency where neither cookie nor token is there, after it has opened', async () => {
    await using client = await testClient(app)
    const socket = await client.websocket('/items/foo/ws')
    expect(await socket.closed).toEqual({ code: 1_008, reason: '' })
  })

  // FastAPI answers 403 with an empty body here as well.
  it('is refused with 422 and what is wrong for an input that is not valid', async () => {
    await using client = await testClient(app)
    const error: unknown = await client
      .websocket('/items/foo/ws?q=bar&token=some-token')
      .catch((thrown: unknown) => thrown)
    expect(error instanceof HandshakeRefused && error.answer.json()).toEqual({
      detail: [
        {
          type: 'int_parsing',
          loc: ['query', 'q'],
          msg: 'Input should be a valid integer, unable to parse string as an integer',
          input: 'bar',
        },
      ],
    })
  })
})
