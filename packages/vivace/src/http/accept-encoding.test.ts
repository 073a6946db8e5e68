import { describe, expect, it } from 'vitest'
import { chooseCoding } from './accept-encoding.ts'

const offered = ['br', 'gzip'] as const

describe('chooseCoding()', () => {
  it.each([
    ['gzip, br', 'br'],
    ['GZIP', 'gzip'],
    ['x-gzip', 'gzip'],
    ['gzip, br;q=0.5', 'gzip'],
    ['gzip;q=0.5, br;q=0.5', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['*', 'br'],
    ['*;q=0.1, br;q=0', 'gzip'],
    ['gzip;q=0.001', 'gzip'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['identity;q=0, gzip', 'gzip'],
  ])('chooses for %j: %s', (header, coding) => {
    expect(chooseCoding(header, offered)).toBe(coding)
  })

  it.each([
    undefined,
    '',
    'deflate',
    'identity',
    'identity, gzip;q=0.5',
    'gzip;q=0',
    'gzip;q=0.000',
    '*;q=0',
    'gzip;q=2',
    'gzip;q=-1',
    'gzip;q=high',
    ' , ;q=1',
    `gzip${', gzip'.repeat(1_000)}`,
  ])('leaves the body as it is for %j', (header) => {
    expect(chooseCoding(header, offered)).toBeUndefined()
  })
})
