const tokenPattern = /^[!#$%&'*+.^_`|~\da-z-]+$/i

// What Node.js sends: visible characters, spaces, tabs and the bytes above ASCII.
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/

/**
 * Whether a text is a token: the syntax of methods and header names (RFC 9110, section 5.6.2).
 *
 *     isToken('x-request-id')    // true
 *     isToken('x request id')    // false
 */
export function isToken(text: string): boolean {
  return tokenPattern.test(text)
}

/**
 * Throws `TypeError` for a header that cannot be sent, where it is set and not where it is written: of what a
 * request has brought, no line break ends a header (RFC 9110, section 5.5).
 *
 *     assertField('x-name', 'Ann\r\nset-cookie: a=b')    // throws
 */
export function assertField(name: string, value: string): void {
  if (!tokenPattern.test(name)) throw new TypeError(`${JSON.stringify(name)} is not the name of a header.`)
  if (!valuePattern.test(value)) {
    throw new TypeError(
      `The header ${name} cannot have this value: it has line breaks, control characters, or others beyond Latin-1.`,
    )
  }
}
