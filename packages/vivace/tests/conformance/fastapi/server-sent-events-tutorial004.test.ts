import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './server-sent-events-tutorial004.ts'

const all = [
  'data: {"name":"Plumbus","price":32.99}\nid: 0\n\n',
  'data: {"name":"Portal Gun","price":999.99}\nid: 1\n\n',
  'data: {"name":"Meeseeks Box","price":49.99}\nid: 2\n\n',
]

describe('an event stream that can be resumed', () => {
  it.each([
    ['from the beginning', undefined, 0],
    ['after the first event', '0', 1],
    ['after the second event', '1', 2],
  ])('is sent %s', async (_case, lastEventId, start) => {
    await using client = await testClient(app)
    const headers = lastEventId === undefined ? {} : { 'last-event-id': lastEventId }
    const answer = await client.get('/items/stream', { headers })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
    expect(answer.text()).toBe(all.slice(start).join(''))
  })
})
