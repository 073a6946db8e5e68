import { describe, expect, it } from 'vitest'
import { clientKey } from './client-key.ts'

describe('clientKey()', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:1:2::ffff', '2001:db8:1:2::/64'],
    ['::1', '::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['fe80::1%eth0', 'fe80::/64'],
    ['not:an:address', 'unknown'],
    [undefined, 'unknown'],
  ])('names %s as %s', (address, key) => {
    expect(clientKey({ address, port: undefined })).toBe(key)
  })

  it.each([
    [48, '2001:db8:1::/48'],
    [56, '2001:db8:1:200::/56'],
    [128, '2001:db8:1:2ff::1/128'],
  ])('names a network of %i bits', (bits, key) => {
    expect(clientKey({ address: '2001:db8:1:2ff::1', port: undefined }, bits)).toBe(key)
  })
})
