import { addAbortSignal, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib'
import { BodyFault, collectBody } from './collect-body.ts'

const codings: ReadonlyMap<string, (packed: Uint8Array) => Transform> = new Map([
  ['gzip', () => createGunzip()],
  ['x-gzip', () => createGunzip()],
  ['deflate', inflating],
  ['br', () => createBrotliDecompress()],
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
  /** Stops the unpacking, which goes on for seconds where a bomb is unpacked. */
  readonly signal?: AbortSignal | undefined
}

/**
 * A body as it was before it was packed.
 *
 *     await unpackBody({ bytes, encoding: 'gzip', limit: 10_485_760 })
 *
 * It stops at the limit, at 100 times what was sent (from 1 MiB on), and at more than two layers. Throws `BodyFault`.
 */
export async function unpackBody({ bytes, encoding, limit, signal }: PackedBody): Promise<Uint8Array> {
  const layers = layersOf(encoding)
  if (layers.length > mostLayers) throw new BodyFault(`has a body in ${layers.length} codings`)
  let unpacked = bytes
  for (const layer of layers.reverse()) {
    const begin = codings.get(layer)
    if (begin === undefined) throw new BodyFault(`has a body in the coding ${JSON.stringify(layer)}`)
    const most = Math.min(limit, Math.max(harmless, bytes.length * largestRatio))
    // An answer to HEAD, or 204, names a coding and has nothing in it.
    if (unpacked.length === 0) return unpacked
    unpacked = await unpackLayer({ unpacking: begin(unpacked), packed: unpacked, most, signal })
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
  readonly unpacking: Transform
  readonly packed: Uint8Array
  readonly most: number
  readonly signal: AbortSignal | undefined
}

async function unpackLayer({ unpacking, packed, most, signal }: Layer): Promise<Uint8Array> {
  if (signal !== undefined) addAbortSignal(signal, unpacking)
  unpacking.end(packed)
  try {
    return await collectBody(unpacking, most)
  } catch (error) {
    const isTooLarge = error instanceof BodyFault
    throw new BodyFault(
      isTooLarge
        ? `has a body that unpacks to more than ${most} bytes`
        : 'has a body that cannot be unpacked',
      { cause: error },
    )
  }
}

// Some servers send the bare stream under this name (RFC 9110, section 8.4.1.2).
function inflating(packed: Uint8Array): Transform {
  const hasHeader = ((packed[0] ?? 0) & 0x0f) === 8
  return hasHeader ? createInflate() : createInflateRaw()
}
