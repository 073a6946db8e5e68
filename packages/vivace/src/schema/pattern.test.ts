import { describe, expect, it } from 'vitest'
import { toRegExp } from './pattern.ts'

describe('toRegExp()', () => {
  it('reads characters beyond the basic plane as one', () => {
    expect(toRegExp('^.$').test('😀')).toBe(true)
  })

  it('falls back to what is only valid without the u flag', () => {
    expect(toRegExp('^[\\w-.]+\\-$').test('a.b-')).toBe(true)
  })

  it('compiles each pattern once', () => {
    expect(toRegExp('^once$')).toBe(toRegExp('^once$'))
  })
})
