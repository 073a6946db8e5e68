import { describe, expect, it } from 'vitest'
import { DefinitionError } from '../errors/index.ts'
import { parseByteSize, type ByteSize } from './byte-size.ts'

describe('parseByteSize()', () => {
  it.each<[ByteSize, number]>([
    [0, 0],
    [1_000, 1_000],
    ['12b', 12],
    ['512kb', 524_288],
    ['10mb', 10_485_760],
    ['1gb', 1_073_741_824],
  ])('reads %j as %d bytes', (size, bytes) => {
    expect(parseByteSize(size, 'bodyLimit()')).toBe(bytes)
  })

  it.each<unknown>([-1, 0.5, Number.NaN, '', '10', '10 mb', '10MB', '1.5mb', '10mbit', 'mb'])(
    'refuses %j',
    (size) => {
      // What settings read from the environment can be anything.
      expect(() => parseByteSize(size as ByteSize, 'bodyLimit()')).toThrow(DefinitionError)
    },
  )

  it('says where, what and how', () => {
    // @ts-expect-error The compiler finds the mistake as well.
    expect(() => parseByteSize('10 MB', 'bodyLimit()')).toThrowErrorMatchingInlineSnapshot(`
      [DefinitionError: bodyLimit(): "10 MB" is not a size.
      To fix it, write a whole number of bytes, or of units as in '512kb', '10mb', '1gb'.
      (BYTE_SIZE_INVALID, see docs/errors.md)]
    `)
  })
})
