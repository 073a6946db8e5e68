import { describe, expect, it } from 'vitest'
import { MemoryExchange, type MemoryRequest } from '../../tests/fixtures/memory-exchange.ts'
import { Answer } from '../exchange/index.ts'
import { httpsRedirect } from './https-redirect.ts'

async function answerTo(request: MemoryRequest, rootPath = ''): Promise<Answer> {
  const exchange = new MemoryExchange(request)
  exchange.rootPath = rootPath
  return httpsRedirect()(exchange, () => new Answer(204, [], null))
}

describe('httpsRedirect()', () => {
  it('sends what came without encryption to the same address with it, method and body included', async () => {
    const { status, headers } = await answerTo({
      path: '/a%20b',
      queryString: 'x=1',
      host: 'shop.example:80',
    })
    expect([status, headers]).toEqual([308, ['location', 'https://shop.example/a%20b?x=1']])
  })

  it('keeps the prefix that a proxy has taken off', async () => {
    expect((await answerTo({ path: '/a', host: '[::1]:80' }, '/shop')).headers).toEqual([
      'location',
      'https://[::1]/shop/a',
    ])
  })

  it.each<MemoryRequest>([{ scheme: 'https' }, { host: '' }, { method: 'OPTIONS', path: '*' }])(
    'lets through what came with encryption, or has nowhere to go: %j',
    async (request) => {
      expect((await answerTo(request)).status).toBe(204)
    },
  )
})
