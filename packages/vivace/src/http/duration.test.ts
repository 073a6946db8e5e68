import { describe, expect, it } from 'vitest'
import { DefinitionError } from '../errors/index.ts'
import { parseDuration, type Duration } from './duration.ts'

describe('parseDuration()', () => {
  it.each<[Duration, number]>([
    [0, 0],
    [250, 250],
    ['500ms', 500],
    ['30s', 30_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
  ])('reads %j as %d milliseconds', (duration, milliseconds) => {
    expect(parseDuration(duration, 'timeout()')).toBe(milliseconds)
  })

  it.each<unknown>([
    -1,
    1.5,
    Number.NaN,
    Infinity,
    '',
    '30',
    '30 s',
    '30S',
    '1.5s',
    '-5s',
    '1e3s',
    '30sec',
    's',
  ])('refuses %j', (duration) => {
    // What settings read from the environment can be anything.
    expect(() => parseDuration(duration as Duration, 'timeout()')).toThrow(DefinitionError)
  })

  it('refuses more than can be counted exactly', () => {
    expect(() => parseDuration('999999999999999d', 'timeout()')).toThrow(DefinitionError)
  })

  it('says where, what and how', () => {
    // @ts-expect-error The compiler finds the mistake as well.
    expect(() => parseDuration('30 sec', 'timeout()')).toThrowErrorMatchingInlineSnapshot(`
      [DefinitionError: timeout(): "30 sec" is not a duration.
      To fix it, write a whole number of milliseconds, or of units as in '500ms', '30s', '5m', '2h', '1d'.
      (DURATION_INVALID, see docs/errors.md)]
    `)
  })
})
