import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { csrfGuard } from './csrf-guard.ts'

function shop(): (method: string, headers: Record<string, string>) => Promise<number> {
  const { app } = testApp({})
  const dependencies = [csrfGuard({ origins: ['https://partner.example'] })]
  app.post('/login', { dependencies }, () => 'in')
  app.get('/login', { dependencies }, () => 'page')
  return async (method, headers) =>
    (await app.fetch(new Request('https://shop.example/login', { method, headers }))).status
}

const cookie = 'session=1'

describe('csrfGuard()', () => {
  it.each<readonly [Record<string, string>, number]>([
    [{ cookie }, 403],
    [{ cookie, origin: 'https://shop.example' }, 200],
    [{ cookie, 'sec-fetch-site': 'same-origin' }, 200],
    [{ cookie, origin: 'https://evil.example' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'https://partner.example', 'sec-fetch-site': 'cross-site' }, 200],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://blog.shop.example' }, 403],
  ])('answers a POST with %j with %i', async (headers, status) => {
    expect(await shop()('POST', headers)).toBe(status)
  })

  it('lets in programs that are no browsers: no cookies, no word of where they come from', async () => {
    expect(await shop()('POST', {})).toBe(200)
  })

  it('lets in what changes nothing', async () => {
    expect(await shop()('GET', { cookie, origin: 'https://evil.example' })).toBe(200)
  })

  it('is a 403 in the documents of its routes', () => {
    const { app } = testApp({})
    app.post('/login', { dependencies: [csrfGuard()] }, () => 'in')
    expect(app.openapi().paths['/login']?.post?.responses).toHaveProperty('403')
  })
})
