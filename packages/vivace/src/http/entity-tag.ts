/** How an entity tag is made. */
export interface EntityTagOptions {
  /** Whether it names what the resource means, and not its very bytes. `false` if absent. */
  readonly weak?: boolean
}

/** One entity tag of a header (RFC 9110, section 8.8.3). */
export interface ParsedEntityTag {
  readonly isWeak: boolean
  /** What is between the quotes. */
  readonly opaque: string
}

/**
 * An entity tag, quoted as headers have it: of a version number, a revision, a hash.
 *
 *     entityTag(7)                          // '"7"'
 *     entityTag('a b', { weak: true })      // 'W/"a%20b"'
 *
 * What a tag cannot hold is percent-encoded (RFC 9110, section 8.8.3).
 */
export function entityTag(version: string | number, { weak = false }: EntityTagOptions = {}): string {
  const opaque = String(version).replaceAll(/[^!#$&-~]+/g, encoded)
  return `${weak ? 'W/' : ''}"${opaque}"`
}

// A lone surrogate is no character and has no encoding.
function encoded(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\ufffd'))
}

/**
 * The tags of an If-Match or If-None-Match header; `'*'` if it takes any.
 *
 *     parseEntityTags('"1", W/"2"')    // [{ isWeak: false, opaque: '1' }, { isWeak: true, opaque: '2' }]
 *
 * Reading ends at what is no tag.
 */
export function parseEntityTags(header: string): '*' | readonly ParsedEntityTag[] {
  if (header.trim() === '*') return '*'
  const tags: ParsedEntityTag[] = []
  let at = 0
  // Character by character: tags may hold commas, and a pattern for the list could be made slow.
  while (at < header.length) {
    const character = header[at]
    if (character === ',' || character === ' ' || character === '\t') {
      at += 1
      continue
    }
    const isWeak = header.startsWith('W/', at)
    const start = isWeak ? at + 2 : at
    const end = header[start] === '"' ? header.indexOf('"', start + 1) : -1
    if (end < 0) break
    tags.push({ isWeak, opaque: header.slice(start + 1, end) })
    at = end + 1
  }
  return tags
}

/** How two tags are compared: a weak one is never the same as another in the strong comparison. */
export type Comparison = 'strong' | 'weak'

/**
 * Whether a header names a tag (RFC 9110, section 8.8.3.2). `*` names every tag.
 *
 *     namesEntityTag('W/"1"', '"1"', 'weak')      // true
 *     namesEntityTag('W/"1"', '"1"', 'strong')    // false
 */
export function namesEntityTag(header: string, tag: string, comparison: Comparison): boolean {
  const tags = parseEntityTags(header)
  if (tags === '*') return true
  const [own] = parseEntityTags(tag)
  if (own === undefined || typeof own === 'string') return false
  if (comparison === 'strong' && own.isWeak) return false
  return tags.some(({ isWeak, opaque }) => opaque === own.opaque && (comparison === 'weak' || !isWeak))
}
