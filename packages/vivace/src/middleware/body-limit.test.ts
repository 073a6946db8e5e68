import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { HttpError } from '../errors/index.ts'
import { Answer } from '../exchange/index.ts'
import { bodyLimit } from './body-limit.ts'

describe('bodyLimit()', () => {
  const answer = new Answer(200, [], null)

  it('sets how much of a body is read', () => {
    const exchange = new MemoryExchange()
    expect(bodyLimit('2kb')(exchange, () => answer)).toBe(answer)
    expect(exchange.bodyLimit).toBe(2_048)
  })

  it('refuses a request that announces more, before anything is read', () => {
    const exchange = new MemoryExchange({ method: 'POST', headers: { 'content-length': '2049' } })
    const run = (): unknown =>
      bodyLimit('2kb')(exchange, () => {
        throw new Error('It never gets here.')
      })
    expect(run).toThrow(HttpError)
    expect(run).toThrow(expect.objectContaining({ status: 413, code: 'content-too-large' }))
  })

  it('lets a request pass that announces exactly as much', () => {
    const exchange = new MemoryExchange({ method: 'POST', headers: { 'content-length': '2048' } })
    expect(bodyLimit(2_048)(exchange, () => answer)).toBe(answer)
  })

  it('refuses a size at start that is none', () => {
    // @ts-expect-error The compiler finds the mistake as well.
    expect(() => bodyLimit('2 KB')).toThrow(expect.objectContaining({ code: 'BYTE_SIZE_INVALID' }))
  })
})
