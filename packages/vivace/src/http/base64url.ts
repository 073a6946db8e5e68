/**
 * Bytes as text that needs no escaping in a header, a cookie or a URL (RFC 4648, section 5), without padding.
 *
 *     toBase64Url(new Uint8Array([251, 255]))    // '-_8'
 */
export function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '')
}

/**
 * The bytes of such a text; `undefined` for any other. Of the texts that would give the same bytes only one is
 * read, so that nobody can write one value in two ways.
 *
 *     fromBase64Url('-_8')    // Uint8Array [251, 255]
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
  return toBase64Url(bytes) === text ? bytes : undefined
}
