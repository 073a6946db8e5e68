import { assertField, DefinitionError, isToken } from '../errors/index.ts'

export { assertField, isToken }

// Visible characters, spaces and tabs between them; the bytes above ASCII are allowed by the RFC, but
// runtimes disagree about their encoding.
const valuePattern = /^[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?$/

/**
 * Checks the name of a header that the app's author wrote, so that a mistake is found at start.
 *
 *     checkFieldName('x-request-id', 'requestId()')
 *
 * Throws `DefinitionError` HEADER_INVALID (RFC 9110, section 5.1).
 */
export function checkFieldName(name: string, where: string): void {
  if (!isToken(name))
    fail(`${JSON.stringify(name)} is not a header name`, 'write a name such as "x-request-id"', where)
}

/**
 * Checks a header that the app's author wrote, so that a mistake is found at start and not in an answer.
 *
 *     checkField('x-frame-options', 'DENY', 'securityHeaders()')
 *
 * Throws `DefinitionError` HEADER_INVALID (RFC 9110, sections 5.1 and 5.5).
 */
export function checkField(name: string, value: string, where: string): void {
  checkFieldName(name, where)
  if (valuePattern.test(value)) return
  const cause = `${JSON.stringify(value)} is not a value that the header ${name} can have`
  fail(cause, 'write visible ASCII characters in one line', where)
}

function fail(cause: string, remedy: string, where: string): never {
  throw new DefinitionError({ code: 'HEADER_INVALID', where, cause, remedy })
}
