/** A media type and its parameters, in lower case but for the values (RFC 9110, section 8.3.1). */
export interface MediaType {
  /** `application/json`. */
  readonly essence: string
  readonly parameters: ReadonlyMap<string, string>
}

const essencePattern = /^[!#$%&'*+.^_`|~\da-z-]+\/[!#$%&'*+.^_`|~\da-z-]+$/
const tokenPattern = /^[!#$%&'*+.^_`|~\da-z-]+$/i

/**
 * Reads a Content-Type header; `undefined` when it is not exactly one well-formed media type.
 *
 *     parseMediaType('application/json; charset=utf-8')    // { essence: 'application/json', … }
 *     parseMediaType('application/json, text/plain')       // undefined
 */
export function parseMediaType(header: string): MediaType | undefined {
  const [type = '', ...rest] = header.split(';')
  const essence = type.trim().toLowerCase()
  if (!essencePattern.test(essence)) return undefined
  const parameters = new Map<string, string>()
  for (const part of rest) {
    const text = part.trim()
    // An empty parameter ("application/json;") is what several clients send; RFC 9110 allows it.
    if (text === '') continue
    const equals = text.indexOf('=')
    const name = text.slice(0, equals).toLowerCase()
    const value = unquote(text.slice(equals + 1))
    if (equals < 1 || value === undefined || parameters.has(name) || !tokenPattern.test(name))
      return undefined
    parameters.set(name, value)
  }
  return { essence, parameters }
}

function unquote(value: string): string | undefined {
  if (tokenPattern.test(value)) return value
  const quoted = /^"([^"\\]*)"$/.exec(value)
  return quoted?.[1]
}

/** Whether a body of this type is JSON in UTF-8: `application/json` and `application/…+json` (RFC 6839). */
export function isJson(type: MediaType): boolean {
  const { essence, parameters } = type
  const named =
    essence === 'application/json' || (essence.startsWith('application/') && essence.endsWith('+json'))
  const charset = parameters.get('charset')
  return (
    named && (charset === undefined || charset.toLowerCase() === 'utf-8' || charset.toLowerCase() === 'utf8')
  )
}
