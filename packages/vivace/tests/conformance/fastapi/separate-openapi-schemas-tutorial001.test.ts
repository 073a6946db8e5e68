import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './separate-openapi-schemas-tutorial001.ts'

describe('a schema whose two sides differ', () => {
  it('fills in its default on the way in and on the way out', async () => {
    await using client = await testClient(app)
    const created = await client.post('/items/', { json: { name: 'Foo' } })
    expect([created.status, created.json()]).toEqual([200, { name: 'Foo', description: null }])
    const listed = await client.get('/items/')
    expect([listed.status, listed.json()]).toEqual([
      200,
      [
        { name: 'Portal Gun', description: 'Device to travel through the multi-rick-verse' },
        { name: 'Plumbus', description: null },
      ],
    ])
  })

  it('is two components, of which the output requires what has a default', () => {
    const { schemas } = app.openapi().components ?? {}
    expect(Object.keys(schemas ?? {})).toEqual(expect.arrayContaining(['Item-Input', 'Item-Output']))
    expect(schemas?.['Item-Input']).toMatchObject({ required: ['name'] })
    expect(schemas?.['Item-Output']).toMatchObject({ required: ['name', 'description'] })
  })
})
