import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './cookie-param-models-tutorial002.ts'

describe('a strict model of all cookies', () => {
  it.each([
    [
      'session_id=123; fatebook_tracker=456; googall_tracker=789',
      { session_id: '123', fatebook_tracker: '456', googall_tracker: '789' },
    ],
    ['session_id=123', { session_id: '123', fatebook_tracker: null, googall_tracker: null }],
  ])('reads %j', async (cookie, expected) => {
    await using client = await testClient(app)
    const answer = await client.get('/items/', { headers: { cookie } })
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual(expected)
  })

  it('answers what was sent where a cookie is missing', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/')
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [{ type: 'missing', loc: ['cookie', 'session_id'], msg: 'Field required', input: {} }],
    })
  })

  it('refuses a cookie that it does not name', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/', { headers: { cookie: 'session_id=123; extra=track-me' } })
    expect(answer.status).toBe(422)
    expect(answer.json()).toEqual({
      detail: [
        {
          type: 'extra_forbidden',
          loc: ['cookie', 'extra'],
          msg: 'Extra inputs are not permitted',
          input: 'track-me',
        },
      ],
    })
  })
})
