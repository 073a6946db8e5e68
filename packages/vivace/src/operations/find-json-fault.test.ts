import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findJsonFault } from './find-json-fault.ts'

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('findJsonFault()', () => {
  it.each([
    ['', 0, 'A value is expected'],
    ['   ', 3, 'A value is expected'],
    ['abc', 0, 'A value is expected'],
    ['NaN', 0, 'A value is expected'],
    ['-', 0, 'A value is expected'],
    ['01', 1, 'There is more after the value'],
    ['1.', 1, 'There is more after the value'],
    ['{} x', 3, 'There is more after the value'],
    ['{some broken json}', 1, 'A name in double quotes is expected'],
    ['{', 1, 'A name in double quotes is expected'],
    ['{"a" 1}', 5, '":" is expected'],
    ['{"a":', 5, 'A value is expected'],
    ['{"a": }', 6, 'A value is expected'],
    ['{"a":1 "b":2}', 7, '"," or "}" is expected'],
    ['{"a":1,}', 6, '"}" follows a comma'],
    ['[1, 2', 5, '"," or "]" is expected'],
    ['[1,]', 2, '"]" follows a comma'],
    ['[[1,2], [', 9, 'A value is expected'],
    ['"abc', 0, 'The string has no end'],
    ['"a\\x"', 2, 'The escape is not valid'],
    ['"a\\u12G4"', 2, 'The escape is not valid'],
    ['"a\nb"', 2, 'A control character is not escaped'],
    ['"\\"', 0, 'The string has no end'],
  ])('finds the fault of %j at %i', (text, position, reason) => {
    expect(findJsonFault(text)).toEqual({ position, reason })
  })

  it('counts characters, not UTF-16 units', () => {
    expect(findJsonFault('["😀", x]')?.position).toBe(6)
  })

  it('finds none in JSON', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', ' ', '\n\t'), (text, blank) => {
        expect(findJsonFault(blank + text + blank)).toBeUndefined()
      }),
    )
  })

  it('finds one exactly where the engine refuses the text', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'a',
      '1',
      '-',
      '.',
      'e',
      'true',
      ' ',
      '"a"',
      '\u0001',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        expect(findJsonFault(text) === undefined).toBe(parses(text))
      }),
      { numRuns: 5_000 },
    )
  })
})
