import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { Answer } from '../exchange/index.ts'
import { allowedHosts } from './allowed-hosts.ts'

async function status(allowed: readonly string[], host: string): Promise<number> {
  const answer = await allowedHosts(allowed)(new MemoryExchange({ host }), () => new Answer(204, [], null))
  return answer.status
}

describe('allowedHosts()', () => {
  it.each([
    ['shop.example', 204],
    ['SHOP.example', 204],
    ['shop.example.', 204],
    ['shop.example:8443', 204],
    ['127.0.0.1:80', 204],
    ['[::1]', 204],
    ['[::1]:8000', 204],
    ['a.branch.example', 204],
    ['a.b.branch.example', 204],
    ['branch.example', 400],
    ['.branch.example', 400],
    ['evilbranch.example', 400],
    ['www.shop.example', 400],
    ['shop.example.evil.example', 400],
    ['localhost', 400],
    ['', 400],
  ])('answers a request for %j with %i', async (host, expected) => {
    expect(await status(['Shop.example', '127.0.0.1', '[::1]', '*.branch.example'], host)).toBe(expected)
  })

  it('says which code, and not which hosts there are', async () => {
    const answer = await allowedHosts(['shop.example'])(new MemoryExchange({ host: 'evil.example' }), () => {
      throw new Error('is not reached')
    })
    // A problem is one text.
    expect(JSON.parse(answer.body as string)).toMatchObject({ status: 400, code: 'host-not-allowed' })
    expect(answer.body).not.toContain('shop.example')
  })

  it.each(['https://shop.example', 'shop.example:443', 'shop.example/', '*', '*.', 'a.*.example', 'a b', ''])(
    'does not start with %j',
    (host) => {
      expect(() => allowedHosts([host])).toThrow(/HOST_INVALID/)
    },
  )

  it('does not start without any', () => {
    expect(() => allowedHosts([])).toThrow(/HOST_INVALID/)
  })
})
