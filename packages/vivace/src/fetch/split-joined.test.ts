import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitJoined } from './split-joined.ts'

describe('splitJoined()', () => {
  it.each([
    ['', ['']],
    ['a', ['a']],
    ['a, b,c', ['a', 'b,c']],
    ['"a, b", c', ['"a, b"', 'c']],
    ['"a\\", b", c', ['"a\\", b"', 'c']],
    ['a, ', ['a', '']],
    ['"a, b', ['"a, b']],
  ])('splits %j where lines were joined', (value, values) => {
    expect(splitJoined(value)).toEqual(values)
  })

  it('gives back what a Headers object has joined, if no line has a comma and a space itself', () => {
    const line = fc.stringMatching(/^[!-+\--~]{0,20}$/).filter((text) => !/["\\]/.test(text))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const headers = new Headers(lines.map((value): [string, string] => ['x-tag', value]))
        expect(splitJoined(headers.get('x-tag') ?? '')).toEqual(lines)
      }),
    )
  })
})
