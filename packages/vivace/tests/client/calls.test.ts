import { createClient, ProblemError } from 'vivace/client'
import { describe, expect, it } from 'vitest'
import { all, failureOf } from './outcomes.ts'
import { type api, shopApp } from './shop.ts'

const client = createClient<typeof api>({ fetch: shopApp().fetch })

describe('an inferred client', () => {
  it('sends each input where the route reads it, and gives the value of the answer', async () => {
    expect(await client.readUser({ userId: 7, verbose: true })).toEqual({
      id: 7,
      name: 'Ada',
      since: '1970-01-01T00:00:00.000Z',
      note: 'all',
    })
  })

  it('sends the inputs of dependencies, and of theirs', async () => {
    expect(await client.listUsers({ tenant: 'a', skip: 3, limit: 2 })).toMatchObject([{ id: 3, name: 'a 2' }])
  })

  it('sends text, lists, headers and models under their names on the wire', async () => {
    const values = {
      name: 'a b?#%&ñ',
      q: 'x&y=z+%20',
      flag: false,
      ids: [1, 2],
      userAgent: 'test',
      marks: ['a', 'b'],
      filter: { tags: ['c', 'd'], since: '2026-11-21T00:00:00Z' },
    }
    expect(await client.echo(values)).toEqual({ ...values, theme: 'light' })
    expect(await client.traced({ trace: { traceParent: 'a' } })).toEqual({ traceParent: 'a' })
  })

  it('leaves out what is undefined', async () => {
    const got = await client.echo({ name: 'a', q: undefined, filter: { tags: undefined } })
    expect(got).not.toHaveProperty('q')
  })

  it('sends several bodies as the members of one, and bytes as they are', async () => {
    expect(await client.together({ left: 1, right: ['a'] })).toEqual({ left: 1, right: ['a'] })
    expect(await client.upper({ bytes: 'ñ' })).toBe('Ñ')
    expect(await client.upper({ bytes: new Blob(['a']) })).toBe('A')
  })

  it('sends forms, and files with JSON beside them', async () => {
    const login = { name: 'Ada', roles: ['a', 'b'], remember: true }
    expect(await client.login(login)).toEqual(login)
    const got = await client.album({
      about: { title: 'Día' },
      cover: new File(['bytes'], 'a.png', { type: 'image/png' }),
      photos: [new File([''], '1.png'), new File(['x'], '2.png')],
    })
    expect(got).toEqual({
      about: { title: 'Día' },
      cover: ['a.png', 'image/png', 'bytes'],
      photos: ['1.png', '2.png'],
    })
  })

  it('gives undefined for an answer without a body', async () => {
    expect(await client.deleteUser({ userId: 1 })).toBeUndefined()
  })

  it('rejects with the problem of an answer that is no success', async () => {
    const error = await failureOf(client.readUser({ userId: 404 }))
    expect(error).toBeInstanceOf(ProblemError)
    expect(error).toMatchObject({
      message: '404 Not Found: There is no such user.',
      status: 404,
      code: 'user-unknown',
      problem: { type: 'about:blank', title: 'Not Found', detail: 'There is no such user.' },
    })
  })

  it('gives every answer with its status and its headers, when asked for it', async () => {
    const made = await client.createUser.answer({ user: { name: 'Bob' } })
    expect([made.ok, made.status, made.headers.get('location')]).toEqual([true, 201, '/users/1'])
    const refused = await client.createUser.answer({ user: { name: 'Ada' } })
    expect([refused.ok, refused.status]).toEqual([false, 409])
    expect(refused.body).toMatchObject({ code: 'name-taken' })
  })

  it.each(['', '..', '.', 'a/b', 'a\\b', '\0'])(
    'refuses the path value %j, which would be another path',
    async (name) => {
      expect(await failureOf(client.echo({ name, filter: {} }))).toBeInstanceOf(TypeError)
    },
  )

  it('refuses what text cannot carry, before anything is sent', async () => {
    const values = { name: 'a', filter: {} }
    expect(String(await failureOf(client.echo({ ...values, marks: ['a,b'] })))).toContain('a comma')
    // What a caller without types can do.
    const untyped = client as unknown as { echo(values: object): Promise<unknown> }
    expect(String(await failureOf(untyped.echo({ ...values, q: {} })))).toContain("'q': text cannot carry")
    expect(String(await failureOf(untyped.echo({ ...values, other: 1 })))).toContain(
      "'other' is no input of GET /echo/{name}",
    )
  })

  it('is no promise, and has no methods of its own', async () => {
    expect(await Promise.resolve(client)).toBe(client)
    expect(JSON.stringify(client)).toBe('{}')
  })
})

describe('headers of an inferred client', () => {
  it('are given once, asked for each time, or given for one call', async () => {
    let count = 0
    const { fetch } = shopApp()
    const fixed = createClient<typeof api>({ fetch, headers: { authorization: 'Bearer a' } })
    const fresh = createClient<typeof api>({
      fetch,
      headers: async () => ({ authorization: `Bearer ${++count}`, 'x-none': undefined }),
    })
    expect(await fixed.me()).toBe('a')
    expect([await fresh.me(), await fresh.me()]).toEqual(['1', '2'])
    expect(await fixed.me({}, { headers: { Authorization: 'Bearer b' } })).toBe('b')
    expect(await failureOf(client.me())).toMatchObject({ status: 401, code: 'not-authenticated' })
  })
})

describe('the streams of an inferred client', () => {
  it('begin when they are iterated, and give each item as it arrives', async () => {
    const got: unknown[] = []
    for await (const event of client.steps({ most: 2 })) got.push(event)
    expect(got).toEqual([
      { event: 'message', id: '1', data: { n: 1, at: '1970-01-01T00:00:00.000Z' } },
      { event: 'message', id: '2', data: { n: 2, at: '1970-01-01T00:00:00.000Z' } },
    ])
    expect(await all(client.items())).toEqual([{ n: 1 }, { n: 2 }])
    const bytes = await all(client.bytes())
    expect(Buffer.concat(bytes).toString()).toBe('abc')
  })

  it('reject with the problem of an answer that is no success', async () => {
    // What a caller without types can do.
    const untyped = client as unknown as { steps(values: object): AsyncIterable<unknown> }
    expect(await failureOf(all(untyped.steps({ most: 'x' })))).toMatchObject({ status: 422 })
  })

  it('can be answers as well', async () => {
    const answer = await client.items.answer()
    expect(answer.ok && (await all(answer.body))).toEqual([{ n: 1 }, { n: 2 }])
  })
})
