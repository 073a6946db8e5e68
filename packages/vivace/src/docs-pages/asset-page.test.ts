import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import type { Answer } from '../exchange/index.ts'
import { assetPage } from './asset-page.ts'

const style = assetPage('/a.css', () => import('./generated/swagger-ui-style.ts'))
const get = (headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  Promise.resolve(style.answer(new MemoryExchange({ headers })))

function bytesOf({ body }: Answer): Uint8Array {
  if (body instanceof Uint8Array) return body
  throw new Error('The answer has no bytes')
}

describe('a vendored asset', () => {
  it('is sent gzipped to those who accept it', async () => {
    const answer = await get({ 'accept-encoding': 'br, gzip' })
    expect(answer.headers).toEqual([
      ...['etag', answer.get('etag'), 'content-type', 'text/css; charset=utf-8'],
      ...['cache-control', 'public, max-age=31536000, immutable', 'vary', 'accept-encoding'],
      ...['x-content-type-options', 'nosniff', 'content-encoding', 'gzip'],
    ])
    expect(bytesOf(answer).slice(0, 2)).toEqual(new Uint8Array([0x1f, 0x8b]))
  })

  it('is inflated for the others', async () => {
    const answer = await get()
    expect(answer.get('content-encoding')).toBeUndefined()
    expect(new TextDecoder().decode(bytesOf(answer))).toMatch(/^\.swagger-ui\b/)
  })

  it('has an ETag for each encoding, and is not sent to those who have it', async () => {
    const [plain, zipped] = [
      (await get()).get('etag'),
      (await get({ 'accept-encoding': 'gzip' })).get('etag'),
    ]
    expect(plain).not.toBe(zipped)
    const answer = await get({ 'accept-encoding': 'gzip', 'if-none-match': zipped ?? '' })
    expect({ status: answer.status, body: answer.body }).toEqual({ status: 304, body: null })
    expect(answer.get('vary')).toBe('accept-encoding')
    expect(answer.get('content-encoding')).toBeUndefined()
  })

  it('is decoded once', async () => {
    expect((await get()).body).toBe((await get()).body)
  })
})
