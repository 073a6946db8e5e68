import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, jobs } from './app.ts'
import { Jobs } from './jobs.ts'

const respondAsync = { headers: { prefer: 'respond-async' } }

describe('the guide to long work', () => {
  it('answers when the work is done', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/reports')
    expect([answer.status, answer.json()]).toMatchObject([
      200,
      { status: 'done', steps: ['draft', 'critique', 'revision'] },
    ])
  })

  // #region test
  it('answers at once, and tells where the work is read and followed', async () => {
    await using client = await testClient(app)
    const answer = await client.post('/reports', respondAsync)
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([202, 'respond-async'])
    const location = answer.headers.get('location') ?? ''
    await using stream = await client.stream(`${location}/events`, { headers: { 'last-event-id': '1' } })
    const steps = []
    for await (const { id, data } of stream.events()) steps.push([id, data])
    expect(steps).toEqual([
      ['2', '{"step":"critique"}'],
      ['3', '{"step":"revision"}'],
    ])
    expect((await client.get(location)).json()).toMatchObject({ status: 'done' })
  })
  // #endregion

  it('cancels what is under way', async () => {
    await using client = await testClient(app)
    const location = (await client.post('/reports', respondAsync)).headers.get('location') ?? ''
    expect((await client.delete(location)).json()).toMatchObject({ status: 'cancelled' })
    expect((await client.get('/reports/00000000-0000-4000-8000-000000000000')).status).toBe(404)
  })

  it('refuses what is too much', async () => {
    using _ = app.override(jobs, () => new Jobs(0))
    await using client = await testClient(app)
    const answer = await client.post('/reports')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  })
})
