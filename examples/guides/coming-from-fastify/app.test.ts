import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app, closed, timed } from './app.ts'

it('answers with what the schema names, around what the guards do', async () => {
  {
    await using client = await testClient(app)
    expect((await client.get('/api/users/7')).json()).toEqual({ id: 7, name: 'Ana' })
    expect(timed).toEqual(['begin', 'end'])
    expect(closed).toEqual([])
  }
  expect(closed).toEqual(['database'])
})
