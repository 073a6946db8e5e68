import { DefinitionError } from '../errors/index.ts'
import { parseQuantity } from './quantity.ts'

/** A number of bytes, or whole units such as `'10mb'`; a kilobyte is 1,024 bytes. */
export type ByteSize = number | `${bigint}${'b' | 'kb' | 'mb' | 'gb'}`

const units: ReadonlyMap<string, number> = new Map([
  ['b', 1],
  ['kb', 1_024],
  ['mb', 1_024 ** 2],
  ['gb', 1_024 ** 3],
])

/**
 * The bytes of a size. `where` is the option it was given to, for the message.
 *
 *     parseByteSize('10mb', 'bodyLimit()')    // 10485760
 *
 * Throws `DefinitionError` BYTE_SIZE_INVALID.
 */
export function parseByteSize(size: ByteSize, where: string): number {
  const bytes = parseQuantity(size, units)
  if (bytes !== undefined) return bytes
  throw new DefinitionError({
    code: 'BYTE_SIZE_INVALID',
    where,
    cause: `${typeof size === 'number' ? size : JSON.stringify(size)} is not a size`,
    remedy: "write a whole number of bytes, or of units as in '512kb', '10mb', '1gb'",
  })
}
