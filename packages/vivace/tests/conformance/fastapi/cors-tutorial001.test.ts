import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './cors-tutorial001.ts'

const origin = 'https://localhost.tiangolo.com'

describe('an app with cors()', () => {
  it('answers a preflight with 204, and allows the method and the headers that it asks for', async () => {
    await using client = await testClient(app)
    const headers = {
      origin,
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'X-Example',
    }
    const answer = await client.options('/', { headers })
    expect(answer.status).toBe(204)
    expect(answer.text()).toBe('')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'X-Example',
      'access-control-max-age': '600',
      vary: 'origin, access-control-request-method, access-control-request-headers',
    })
  })

  it('lets pages of a listed origin read the answer', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/', { headers: { origin } })
    expect([answer.status, answer.json()]).toEqual([200, { message: 'Hello World' }])
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-credentials': 'true',
      vary: 'origin',
    })
  })

  it('answers a request without an origin, and varies by it all the same', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/')
    expect([answer.status, answer.headers.get('vary')]).toEqual([200, 'origin'])
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })
})
