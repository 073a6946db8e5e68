import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('{rest*}', () => {
  it('takes the rest of the path, its slashes included', async () => {
    await using client = await testClient(app)
    expect((await client.get('/files/a/b%20c.txt')).json()).toEqual({ rest: 'a/b c.txt' })
  })

  it('takes at least one character', async () => {
    await using client = await testClient(app)
    expect((await client.get('/files/')).status).toBe(404)
  })
})

describe('a segment with several parameters', () => {
  it('is split at its literal', async () => {
    await using client = await testClient(app)
    expect((await client.get('/reports/march.pdf')).json()).toEqual({ name: 'march', format: 'pdf' })
    expect((await client.get('/reports/march')).status).toBe(404)
  })
})
