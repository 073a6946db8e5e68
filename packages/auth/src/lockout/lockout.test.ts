import { describe, expect, it } from 'vitest'
import { memoryAuth } from '../memory/index.ts'
import { DeviceCookie } from './device-cookie.ts'
import { Lockout } from './lockout.ts'
import { lockoutRules } from './lockout-options.ts'

const ana = { login: 'ana@example.com', address: '203.0.113.7', device: undefined }

describe('the waits of a lockout', () => {
  it('begin after the tenth failure with 1 s, double, and are 15 min at the most', async () => {
    const lockout = new Lockout(memoryAuth().lockouts, lockoutRules({ failuresPerNetwork: 1_000 }))
    let now = 1_000_000
    const waits: number[] = []
    for (let at = 0; at < 23; at++) {
      const { outcome, waitUntil } = await lockout.reserve(ana, now)
      expect(outcome).toBe('allowed')
      const wait = Math.max(0, waitUntil - now)
      waits.push(wait / 1_000)
      if (wait > 0) {
        const early = await lockout.reserve(ana, waitUntil - 1)
        expect(early.outcome).toBe('locked')
      }
      now += wait
    }
    expect(waits).toEqual([
      ...[0, 0, 0, 0, 0, 0, 0, 0, 0],
      ...[1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900],
    ])
  })

  it('stop unknown devices alone where too many fail altogether, for seconds', async () => {
    const rules = lockoutRules({ failures: 1_000, failuresPerNetwork: 1_000, failuresAltogether: 20 })
    const lockout = new Lockout(memoryAuth().lockouts, rules)
    const from = (at: number): typeof ana => ({ ...ana, address: `198.51.100.${at}` })
    for (let at = 0; at < 20; at++) expect((await lockout.reserve(from(at), 0)).outcome).toBe('allowed')
    expect((await lockout.reserve(from(99), 0)).outcome).toBe('throttled')
    expect((await lockout.reserve({ ...from(99), device: 'known' }, 0)).outcome).toBe('allowed')
    let now = 0
    for (let at = 0; at < 10; at++) {
      const { waitUntil } = await lockout.reserve(from(at), now)
      expect(waitUntil - now).toBeLessThanOrEqual(10_000)
      now = Math.max(now, waitUntil)
    }
  })
})

describe('the device cookie', () => {
  const keys = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)] as const
  const [newest, older] = keys
  const cookies = new DeviceCookie([newest, older], 1_000)

  it('is known for the accounts that it was given for, until it is too old', () => {
    const one = cookies.with(undefined, 'ana', 0)
    const both = cookies.with(one, 'bob', 10)
    expect(cookies.idOf(both, 'ana', 999)).toBe(cookies.idOf(one, 'ana', 0))
    expect(cookies.idOf(both, 'bob', 999)).toBeDefined()
    expect(cookies.idOf(both, 'eve', 999)).toBeUndefined()
    expect(cookies.idOf(both, 'ana', 1_000)).toBeUndefined()
  })

  it('keeps five accounts, the newest of each', () => {
    let cookie: string | undefined
    for (const login of ['a', 'b', 'c', 'd', 'e', 'f', 'f']) cookie = cookies.with(cookie, login, 0)
    expect(cookie?.split('~')).toHaveLength(5)
    expect(cookies.idOf(cookie, 'a', 0)).toBeUndefined()
    expect(cookies.idOf(cookie, 'b', 0)).toBeDefined()
  })

  it('is none if anybody has changed it, or made it with another key', () => {
    const cookie = cookies.with(undefined, 'ana', 0)
    const [time = '', id = '', mac = ''] = cookie.split('.')
    const forged = [
      `zzzz.${id}.${mac}`,
      `${time}.other.${mac}`,
      `${time}.${id}.${'A'.repeat(43)}`,
      '..',
      '~~',
    ]
    for (const one of forged) expect(cookies.idOf(one, 'ana', 0)).toBeUndefined()
    expect(new DeviceCookie([Buffer.alloc(32, 3)], 1_000).idOf(cookie, 'ana', 0)).toBeUndefined()
    const rotated = new DeviceCookie([Buffer.alloc(32, 3), newest], 1_000)
    expect(rotated.idOf(cookie, 'ana', 0)).toBeDefined()
    expect(cookies.idOf('~'.repeat(2_000), 'ana', 0)).toBeUndefined()
  })
})
