import { describe, expect, it } from 'vitest'
import { App, HttpError, prefer, reply } from 'vivace'
import { type TestAnswer, testClient } from 'vivace/testing'

const app = new App({ title: 'Shop', version: '1.0.0' })
const inputs = { preferences: prefer() }

app.get('/', { inputs }, ({ preferences }) => {
  const { respondAsync, wait, return: wanted, handling } = preferences
  return { respondAsync, wait, return: wanted, handling }
})
app.post('/', { inputs }, ({ preferences }) => {
  for (const name of ['respond-async', 'Wait', 'return', 'foo', 'absent']) preferences.applied(name)
  return reply(202, preferences.get('Foo')?.parameters.get('bar'))
})
app.put('/', { inputs }, ({ preferences }) => {
  preferences.applied('handling')
  throw new HttpError(400)
})

async function send(method: 'get' | 'post' | 'put', prefer?: string): Promise<TestAnswer> {
  await using client = await testClient(app)
  return client[method]('/', prefer === undefined ? {} : { headers: { prefer } })
}

describe('prefer()', () => {
  it.each([
    [undefined, { respondAsync: false }],
    ['respond-async', { respondAsync: true }],
    ['Respond-Async, wait=100', { respondAsync: true, wait: 100 }],
    ['wait="7"', { respondAsync: false, wait: 7 }],
    ['return=minimal; foo="some parameter"', { respondAsync: false, return: 'minimal' }],
    ['return=representation', { respondAsync: false, return: 'representation' }],
    ['handling=lenient', { respondAsync: false, handling: 'lenient' }],
    ['handling=strict', { respondAsync: false, handling: 'strict' }],
    ['return=minimal, return=representation', { respondAsync: false, return: 'minimal' }],
    ['respond-async=1, wait=soon, return=all, handling', { respondAsync: false }],
    ['wait=-1', { respondAsync: false }],
    ['wait=99999999999999999999', { respondAsync: false }],
    ['wa it=1, respond-async', { respondAsync: true }],
  ])('reads %j', async (header, preferences) => {
    expect((await send('get', header)).json()).toEqual(preferences)
  })

  it('says what was honoured, and nothing that was not asked', async () => {
    const answer = await send('post', 'respond-async, wait=10; a=b, foo="a \\"b"; bar=1')
    expect([answer.status, answer.json()]).toEqual([202, '1'])
    expect(answer.headers.get('preference-applied')).toBe('respond-async, wait=10, foo="a \\"b"')
    expect((await send('post')).headers.get('preference-applied')).toBeNull()
  })

  it('says nothing of it in an error', async () => {
    const answer = await send('put', 'handling=strict')
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([400, null])
  })

  it('tells caches, where the answer can be kept', async () => {
    expect((await send('get')).headers.get('vary')).toBe('prefer')
    expect((await send('post')).headers.get('vary')).toBeNull()
  })

  it('is documented', () => {
    expect(app.openapi().paths['/']?.post?.parameters).toMatchObject([
      { in: 'header', name: 'prefer', schema: { type: 'string' } },
    ])
  })
})
