import type { LookupAddress, LookupOptions } from 'node:dns'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guardedLookup, isRefusedLiteral, type ResolveAll } from './guarded-lookup.ts'
import { isPublicAddress } from './public-address.ts'

type Found = string | LookupAddress[] | Error

function looked(addresses: readonly string[] | Error, options: LookupOptions = {}): Promise<Found> {
  const resolve: ResolveAll = (_hostname, done) => {
    if (addresses instanceof Error) return done(addresses, [])
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return new Promise((found) => {
    guardedLookup(resolve)('host.example', options, (error, address) => found(error ?? address))
  })
}

describe('guardedLookup()', () => {
  it('gives the addresses that it has judged, and no others', async () => {
    expect(await looked(['93.184.215.14', '2606:4700::1111'])).toBe('93.184.215.14')
    expect(await looked(['93.184.215.14', '2606:4700::1111'], { all: true })).toEqual([
      { address: '93.184.215.14', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ])
  })

  it('refuses a name that has one private address among others', async () => {
    expect(await looked(['93.184.215.14', '127.0.0.1'])).toMatchObject({
      name: 'AddressRefused',
      message: 'host.example is 127.0.0.1',
    })
  })

  it('resolves once, so that a name that changes its address leads nowhere else', async () => {
    const answers = [['93.184.215.14'], ['127.0.0.1']]
    let asked = 0
    const rebinding: ResolveAll = (_hostname, done) => {
      const addresses = answers[asked] ?? []
      asked += 1
      done(
        null,
        addresses.map((address) => ({ address, family: 4 })),
      )
    }
    const found = await new Promise((resolve) => {
      guardedLookup(rebinding)('host.example', {}, (_error, address) => resolve(address))
    })
    expect([found, asked]).toEqual(['93.184.215.14', 1])
  })

  it('passes on that a name is unknown, or has no address', async () => {
    expect(await looked(new Error('ENOTFOUND'))).toMatchObject({ message: 'ENOTFOUND' })
    expect(await looked([])).toMatchObject({ message: 'host.example has no address' })
  })

  it('asks the machine if nobody else is given', async () => {
    const found = await new Promise((resolve) => {
      guardedLookup()('localhost', {}, (error) => resolve(error))
    })
    expect(found).toMatchObject({ name: 'AddressRefused' })
  })
})

describe('isPublicAddress()', () => {
  it.each(['8.8.8.8', '93.184.215.14', '2606:4700:4700::1111', '::ffff:8.8.8.8'])(
    'holds for %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.each([
    ['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '192.168.1.1'],
    ['192.0.0.192', '192.0.2.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
    ['::', '::1', '::7f00:1', '::ffff:127.0.0.1', 'fe80::1', 'fc00::1', 'ff02::1', '64:ff9b::1', '2001::1'],
    ['2002:7f00:1::', '2001:db8::1', 'fec0::1', '5f00::1', '100::1', 'host.example', ''],
  ])('does not hold for %s and its like', (...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([])
  })

  it('is the same for an IPv4 address that is dressed as IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(isPublicAddress(`::ffff:${address}`)).toBe(isPublicAddress(address))
      }),
    )
  })
})

describe('isRefusedLiteral()', () => {
  it('judges addresses, and leaves names to the look-up', () => {
    expect(['127.0.0.1', '[::1]', '10.0.0.1'].every(isRefusedLiteral)).toBe(true)
    expect(['8.8.8.8', '[2606:4700:4700::1111]', 'localhost', 'api.example'].some(isRefusedLiteral)).toBe(
      false,
    )
  })
})
