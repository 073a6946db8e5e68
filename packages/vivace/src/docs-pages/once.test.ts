import { describe, expect, it } from 'vitest'
import { once } from './once.ts'

describe('once', () => {
  it('makes a value one time, however many ask', async () => {
    let made = 0
    const make = once(() => Promise.resolve(++made))
    expect(await Promise.all([make(), make()])).toEqual([1, 1])
    expect(await make()).toBe(1)
  })

  it('tries again what failed', async () => {
    let made = 0
    const make = once(() => (++made === 1 ? Promise.reject(new Error('first')) : Promise.resolve(made)))
    await expect(make()).rejects.toThrow('first')
    expect(await make()).toBe(2)
  })
})
