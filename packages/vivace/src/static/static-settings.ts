import { checkField } from '../http/field.ts'
import { parseDuration } from '../http/duration.ts'
import { fileMediaType } from '../http/file-media-type.ts'
import type { PrecompressedCoding, StaticFilesOptions } from './static-options.ts'

/** The options of a folder, checked, and what they come to for one file. */
export interface StaticSettings {
  readonly index: string | undefined
  readonly spa: string | undefined
  readonly precompressed: readonly PrecompressedCoding[]
  mediaTypeOf(path: string): string
  cacheControlOf(path: string, isPage: boolean): string
  readonly contentSecurityPolicy: string
}

// Pages of an app load what is beside them; a frame around them could be a trap (clickjacking).
const ownOrigin =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"

/** Checks the options. Throws `DefinitionError` DURATION_INVALID and HEADER_INVALID. */
export function staticSettings(options: StaticFilesOptions, where: string): StaticSettings {
  const { index = 'index.html', spa = false, maxAge, precompressed = [], mediaTypes = {} } = options
  const { contentSecurityPolicy = ownOrigin } = options
  checkField('content-security-policy', contentSecurityPolicy, where)
  for (const mediaType of Object.values(mediaTypes)) checkField('content-type', mediaType, where)
  const others =
    maxAge === undefined ? 'no-cache' : `public, max-age=${seconds(parseDuration(maxAge, where))}`
  const isImmutable = matcherOf(options.immutable)
  return {
    index: index === false ? undefined : index,
    spa: spa === true ? 'index.html' : spa === false ? undefined : spa,
    precompressed,
    contentSecurityPolicy,
    mediaTypeOf: (path) => ownTypeOf(mediaTypes, path) ?? fileMediaType(path),
    cacheControlOf(path, isPage) {
      if (isImmutable(path)) return 'public, max-age=31536000, immutable'
      return isPage ? 'no-cache' : others
    },
  }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000)
}

function matcherOf(immutable: StaticFilesOptions['immutable']): (path: string) => boolean {
  if (immutable === undefined) return () => false
  if (typeof immutable === 'function') return immutable
  // `search` begins anew each time, which `test` of a pattern with the flag "g" does not.
  return (path) => path.search(immutable) >= 0
}

function ownTypeOf(mediaTypes: Readonly<Record<string, string>>, path: string): string | undefined {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(mediaTypes, extension) ? mediaTypes[extension] : undefined
}
