import { describe, expect, it } from 'vitest'
import { isHost } from './host.ts'

describe('isHost()', () => {
  it.each([
    'a',
    'shop.example',
    'shop.example:8000',
    '127.0.0.1:80',
    '[::1]:8000',
    'my_service',
    'a.example.',
  ])('accepts %s', (host) => {
    expect(isHost(host)).toBe(true)
  })

  it.each([
    '',
    'a@b',
    'a:99999',
    'a:',
    'a b',
    ' a',
    'a, b',
    'a/b',
    'a?b',
    '[::1',
    '::1',
    'a:b',
    'ä',
    'a\\b',
    'a%2f',
  ])('refuses %j', (host) => {
    expect(isHost(host)).toBe(false)
  })
})
