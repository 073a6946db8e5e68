import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from './base64url.ts'

describe('toBase64Url()', () => {
  it('writes what fromBase64Url() reads', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = toBase64Url(bytes)
        expect(text).toMatch(/^[\w-]*$/)
        expect(text).toBe(Buffer.from(bytes).toString('base64url'))
        expect(fromBase64Url(text)).toEqual(new Uint8Array(bytes))
      }),
    )
  })
})

describe('fromBase64Url()', () => {
  it.each(['a', 'a+b=', 'YQ==', 'YR', 'a b', 'ñ'])('reads no other writing of bytes: %j', (text) => {
    expect(fromBase64Url(text)).toBeUndefined()
  })
})
