import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('routes whose paths both fit', () => {
  it('are told apart by the fixed path, whatever the order of declaration', async () => {
    await using client = await testClient(app)
    expect((await client.get('/users/me')).json()).toEqual({ name: 'whoever is asking' })
    expect((await client.get('/users/mel')).json()).toEqual({ name: 'mel' })
  })

  it.each(['/users/me/', '/Users/me'])('do not lead there from %s', async (url) => {
    await using client = await testClient(app)
    expect((await client.get(url)).status).toBe(404)
  })

  it.each(['/users//me', '/users/me%2Fyou'])(
    'are not asked about %s, which is not canonical',
    async (url) => {
      await using client = await testClient(app)
      const answer = await client.get(url)
      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({ code: 'path-not-canonical' })
    },
  )
})
