import { afterEach, describe, expect, it, vi } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('an error that is defined', () => {
  it('is a problem document with its code, title and detail', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/items/8')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'There is no such item',
      status: 404,
      detail: 'The last item is 7.',
      code: 'item-unknown',
    })
    expect((await client.get('/items/7')).json()).toEqual({ itemId: 7, name: 'Cup' })
  })

  it('is in the API document', () => {
    expect(app.openapi().paths?.['/items/{itemId}']?.get?.responses).toHaveProperty('404')
  })
})

describe('an HttpError', () => {
  it('is a problem document as well', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/old-items')
    expect(answer.status).toBe(410)
    expect(answer.json()).toMatchObject({ title: 'Gone', detail: 'Items moved to /items.' })
  })
})

describe('any other error', () => {
  it('is 500 without details, and a line in the log', async () => {
    const lines: string[] = []
    vi.spyOn(console, 'error').mockImplementation((line: string) => void lines.push(line))
    await using client = await testClient(app)
    const answer = await client.get('/report')
    expect(answer.status).toBe(500)
    expect(answer.text()).not.toContain('10.0.0.5')
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('connect ECONNREFUSED 10.0.0.5:5432')
  })
})
