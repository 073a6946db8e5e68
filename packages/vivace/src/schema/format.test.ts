import { describe, expect, it } from 'vitest'
import { hasFormat } from './format.ts'

describe('hasFormat()', () => {
  it.each([
    ['date', '2026-11-21', true],
    ['date', '2026-13-01', false],
    ['time', '09:00:00Z', true],
    ['time', '24:00:00Z', false],
    ['date-time', '2026-11-21T09:00:00.123+02:00', true],
    ['date-time', '2026-11-21', false],
    ['email', 'a@b.co', true],
    ['email', 'a@b', false],
    ['uuid', '3f2504e0-4f89-41d3-9a0c-0305e82c3301', true],
    ['uuid', '3f2504e0', false],
    ['uri', 'https://example.com/a?b#c', true],
    ['uri', '/a', false],
    ['ipv4', '192.168.0.1', true],
    ['ipv4', '192.168.0.256', false],
    ['ipv4', '192.168.0.1.', false],
    ['ipv6', '2001:db8::1', true],
    ['ipv6', '::ffff:10.0.0.1', true],
    ['ipv6', '2001', false],
    ['cuid2', 'anything', undefined],
  ])('answers for the %s %j: %j', (format, text, expected) => {
    expect(hasFormat(text, format)).toBe(expected)
  })
})
