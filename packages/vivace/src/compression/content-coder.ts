import { promisify } from 'node:util'
import {
  type BrotliCompress,
  brotliCompress,
  constants,
  createBrotliCompress,
  createDeflate,
  createGzip,
  deflate,
  type Deflate,
  gzip,
  type Gzip,
} from 'node:zlib'
import * as zlib from 'node:zlib'
import type { ContentCoding } from './content-coding.ts'

/** What compresses piece by piece, and can be told to give out what it has. */
export type Coder = BrotliCompress | Deflate | Gzip

/** A coding that this runtime has. */
export interface ContentCoder {
  /** A whole body. */
  compress(bytes: Uint8Array): Promise<Uint8Array>
  /** A body that comes piece by piece. */
  create(): Coder
  /** What makes it give out all that it has. */
  readonly flush: number
}

// A middle way: text of an API is made at every request, and the highest levels take ten times as long for a few
// per cent.
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

/** As much of node:zlib as Node has from 22.15 on, and its types here do not know. */
interface WithZstd {
  readonly zstdCompress?: (bytes: Uint8Array, done: (error: Error | null, result: Uint8Array) => void) => void
  readonly createZstdCompress?: () => Coder
  readonly constants: { readonly ZSTD_e_flush?: number }
}

// Every member that might not be there is optional.
const { zstdCompress, createZstdCompress, constants: zstdConstants } = zlib as WithZstd

const brotliWhole = promisify<Uint8Array, object, Uint8Array>(brotliCompress)

/** The coders of this runtime. */
export const contentCoders: ReadonlyMap<ContentCoding, ContentCoder> = new Map<ContentCoding, ContentCoder>([
  ...zstd(),
  [
    'br',
    {
      compress: (bytes) => brotliWhole(bytes, brotli),
      create: () => createBrotliCompress(brotli),
      flush: constants.BROTLI_OPERATION_FLUSH,
    },
  ],
  ['gzip', { compress: promisify(gzip), create: () => createGzip(), flush: constants.Z_SYNC_FLUSH }],
  ['deflate', { compress: promisify(deflate), create: () => createDeflate(), flush: constants.Z_SYNC_FLUSH }],
])

function zstd(): [ContentCoding, ContentCoder][] {
  if (zstdCompress === undefined || createZstdCompress === undefined) return []
  const flush = zstdConstants.ZSTD_e_flush ?? 1
  return [['zstd', { compress: promisify(zstdCompress), create: () => createZstdCompress(), flush }]]
}
