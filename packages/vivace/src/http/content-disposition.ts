/** Whether a browser shows a body where it is, or saves it. */
export type Disposition = 'inline' | 'attachment'

/**
 * A Content-Disposition header. The name may be any text: nothing in it ends the header or leads out of the
 * client's folder.
 *
 *     contentDisposition('attachment', 'a.txt')      // 'attachment; filename="a.txt"'
 *     contentDisposition('attachment', 'año.txt')    // `attachment; filename="a_o.txt"; filename*=UTF-8''a%C3%B1o.txt`
 *     contentDisposition('inline', undefined)        // 'inline'
 *
 * @see RFC 6266 and RFC 8187
 */
export function contentDisposition(disposition: Disposition, name: string | undefined): string {
  if (name === undefined) return disposition
  const plain = name
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/[/\\]/g, '_')
  // Some clients read "%" as the beginning of an escape in the plain form as well (RFC 6266, appendix D).
  const ascii = plain.replaceAll(/[^ !#$&-[\]-~]/g, '_')
  const quoted = `${disposition}; filename="${ascii}"`
  return ascii === plain ? quoted : `${quoted}; filename*=UTF-8''${encodeValue(plain)}`
}

// What encodeURIComponent leaves as it is although it is no attr-char (RFC 8187, section 3.2.1).
function encodeValue(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
