import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw, type InputType, type ZlibOptions } from 'node:zlib'
import { BodyFault } from './collect-body.ts'

type Unpack = (packed: InputType, options: ZlibOptions) => Promise<Uint8Array>

const codings: ReadonlyMap<string, Unpack> = new Map<string, Unpack>([
  ['gzip', promisify<InputType, ZlibOptions, Uint8Array>(gunzip)],
  ['x-gzip', promisify<InputType, ZlibOptions, Uint8Array>(gunzip)],
  ['deflate', unpackDeflate],
  ['br', promisify<InputType, ZlibOptions, Uint8Array>(brotliDecompress)],
])

/** More than any sender packs one body, and fewer than what a bomb needs. */
const mostLayers = 2
/** What 1 packed byte may become; text seldom reaches 20, gzip can reach 1,032. */
const largestRatio = 100
/** Below it the ratio says nothing. */
const harmless = 1_048_576

/** A body, and how it came. */
export interface PackedBody {
  readonly bytes: Uint8Array
  /** The `content-encoding` header. */
  readonly encoding: string | null
  /** How many bytes it may have unpacked. */
  readonly limit: number
}

/**
 * A body as it was before it was packed.
 *
 *     await unpackBody({ bytes, encoding: 'gzip', limit: 10_485_760 })
 *
 * It stops at the limit, at 100 times what was sent (from 1 MiB on), and at more than two layers. Throws `BodyFault`.
 */
export async function unpackBody({ bytes, encoding, limit }: PackedBody): Promise<Uint8Array> {
  const layers = layersOf(encoding)
  if (layers.length > mostLayers) throw new BodyFault(`has a body in ${layers.length} codings`)
  let unpacked = bytes
  for (const layer of layers.reverse()) {
    const unpack = codings.get(layer)
    if (unpack === undefined) throw new BodyFault(`has a body in the coding ${JSON.stringify(layer)}`)
    const most = Math.min(limit, Math.max(harmless, bytes.length * largestRatio))
    unpacked = await unpackLayer({ unpack, packed: unpacked, most })
  }
  return unpacked
}

/** The codings in the order in which they were applied (RFC 9110, section 8.4). */
export function layersOf(encoding: string | null): string[] {
  return (encoding ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity')
}

interface Layer {
  readonly unpack: Unpack
  readonly packed: Uint8Array
  readonly most: number
}

async function unpackLayer({ unpack, packed, most }: Layer): Promise<Uint8Array> {
  // An answer to HEAD, or 204, names a coding and has nothing in it.
  if (packed.length === 0) return packed
  try {
    return await unpack(packed, { maxOutputLength: most })
  } catch (error) {
    const isTooLarge = error instanceof RangeError
    throw new BodyFault(
      isTooLarge
        ? `has a body that unpacks to more than ${most} bytes`
        : 'has a body that cannot be unpacked',
      { cause: error },
    )
  }
}

const inflateZlib = promisify<InputType, ZlibOptions, Uint8Array>(inflate)
const inflateBare = promisify<InputType, ZlibOptions, Uint8Array>(inflateRaw)

// Some servers send the bare stream under this name (RFC 9110, section 8.4.1.2).
async function unpackDeflate(packed: InputType, options: ZlibOptions): Promise<Uint8Array> {
  const hasHeader = packed instanceof Uint8Array && ((packed[0] ?? 0) & 0x0f) === 8
  return hasHeader ? inflateZlib(packed, options) : inflateBare(packed, options)
}
