import { describe, expect, it } from 'vitest'
import { Answer } from './answer.ts'
import { checkStatus, declaredLength, frameHeaders, headLength } from './frame-headers.ts'

describe('frameHeaders()', () => {
  it('adds the length, and leaves the list alone that it is given', () => {
    const headers = Object.freeze(['etag', '"a"'])
    expect(frameHeaders(headers, 3)).toEqual(['etag', '"a"', 'content-length', '3'])
    expect(frameHeaders(headers, undefined)).toEqual(['etag', '"a"'])
  })

  it('takes away what the edge has to write, in any case, and nothing of the same length', () => {
    const framing = [
      'Content-Length',
      '9',
      'TRANSFER-ENCODING',
      'chunked',
      'Connection',
      'upgrade',
      'keep-alive',
      'x',
    ]
    const others = [
      'set-cookie',
      'a=1',
      'accept-patch-x',
      'a',
      'x-content-options',
      'b',
      'connection',
      'close',
    ]
    expect(frameHeaders([...framing, ...others], undefined)).toEqual(others)
  })
})

describe('declaredLength()', () => {
  it('reads the length that an app gives', () => {
    expect(declaredLength(['etag', '"a"', 'Content-Length', '12'])).toBe(12)
    expect(declaredLength(['etag', '"a"'])).toBeUndefined()
  })

  it.each(['', '-1', '1.5', '1e3', '0x10', 'a', '1, 1', '9'.repeat(16)])(
    'throws for the length %j',
    (length) => {
      expect(() => declaredLength(['content-length', length])).toThrow('is not a content-length')
    },
  )
})

describe('headLength()', () => {
  async function* stream(): AsyncGenerator<string> {
    yield 'a'
  }

  it.each([
    [200, 'é', 2],
    [200, new Uint8Array(3), 3],
    [200, null, 9],
    [200, stream(), 9],
    [204, 'a', undefined],
    [304, 'a', undefined],
    [205, 'a', 0],
  ])('of a %i', (status, body, length) => {
    expect(headLength(new Answer(status, ['content-length', '9'], body))).toBe(length)
  })
})

describe('checkStatus()', () => {
  it('takes every final status of HTTP', () => {
    for (const status of [200, 304, 418, 599]) expect(() => checkStatus(status)).not.toThrow()
  })

  it.each([0, 100, 199, 600, 200.5, Number.NaN])('throws for %d', (status) => {
    expect(() => checkStatus(status)).toThrow(`${status} is not a status`)
  })
})
