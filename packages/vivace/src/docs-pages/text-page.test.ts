import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import type { Answer } from '../exchange/index.ts'
import { textPage } from './text-page.ts'

const page = textPage('/a', () => ({ mediaType: 'text/plain', text: 'Hello', headers: ['x-a', 'b'] }))
const get = (headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  Promise.resolve(page.answer(new MemoryExchange({ headers })))

describe('a text at a path', () => {
  it('is answered with its headers, and asked for anew each time', async () => {
    const answer = await get()
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: 'Hello' })
    expect(answer.headers).toEqual([
      ...['etag', answer.get('etag'), 'content-type', 'text/plain', 'cache-control', 'no-cache'],
      ...['x-content-type-options', 'nosniff', 'x-a', 'b'],
    ])
  })

  it.each(['"ETAG"', 'W/"ETAG"', '"other", "ETAG"', '*'])(
    'is not sent to those who have it: %s',
    async (tag) => {
      const etag = (await get()).get('etag') ?? ''
      const answer = await get({ 'if-none-match': tag.replace('"ETAG"', etag) })
      expect({ status: answer.status, body: answer.body }).toEqual({ status: 304, body: null })
      expect(answer.headers).toEqual([
        ...['etag', etag, 'cache-control', 'no-cache', 'x-content-type-options', 'nosniff', 'x-a', 'b'],
      ])
    },
  )

  it('is sent to those who have another', async () => {
    expect((await get({ 'if-none-match': '"other"' })).status).toBe(200)
  })

  it('has an ETag that its headers count in: a page with a new policy is a new page', async () => {
    const other = textPage('/a', () => ({ mediaType: 'text/plain', text: 'Hello' }))
    const etag = (await other.answer(new MemoryExchange())).get('etag')
    expect(etag).toMatch(/^"[\w-]{22}"$/)
    expect(etag).not.toBe((await get()).get('etag'))
  })
})
