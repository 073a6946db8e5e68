import { describe, expect, it } from 'vitest'
import { parsePrefer } from './prefer.ts'

function parsed(header: string): unknown {
  return [...parsePrefer(header)].map(([name, { value, parameters }]) => [name, value, ...parameters])
}

describe('parsePrefer()', () => {
  it.each([
    ['', []],
    ['respond-async', [['respond-async', '']]],
    [
      'Respond-Async, WAIT=10',
      [
        ['respond-async', ''],
        ['wait', '10'],
      ],
    ],
    ['wait = 10', [['wait', '10']]],
    ['foo=""', [['foo', '']]],
    ['foo="a, b;c"', [['foo', 'a, b;c']]],
    [String.raw`foo="a\"b\\"`, [['foo', String.raw`a"b\ `.trim()]]],
    ['foo; bar; Baz="x y"', [['foo', '', ['bar', ''], ['baz', 'x y']]]],
    ['wait=1, wait=2', [['wait', '1']]],
  ])('reads %j', (header, preferences) => {
    expect(parsed(header)).toEqual(preferences)
  })

  it.each([
    'a b',
    '=1',
    'wait=1 2',
    'foo="',
    'foo="a',
    String.raw`foo="a\"`,
    'foo="a"b"',
    'foo; =1',
    'foo; a b',
    ';;,,',
  ])('leaves out what is malformed: %j', (header) => {
    expect(parsed(header)).toEqual([])
    expect(parsed(`respond-async, ${header}`)).toEqual([['respond-async', '']])
  })

  it('reads long hostile headers in linear time', () => {
    for (const piece of [',', ';', '"', '\\"', 'a=b;', 'a=b,', 'a="', ' ']) {
      expect(parsePrefer(piece.repeat(100_000)).size).toBeLessThan(2)
    }
  })
})
