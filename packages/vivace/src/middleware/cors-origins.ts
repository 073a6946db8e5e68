import { DefinitionError } from '../errors/index.ts'

/** Whose pages may read answers: exact origins, or a function that judges one. */
export type CorsOrigins = readonly string[] | ((origin: string) => boolean)

/**
 * Makes the judge of origins. Each origin of a list must be written as browsers send it, because it is
 * compared as text: prefixes, suffixes and patterns are what attackers register domains for.
 *
 *     const accepts = originJudge(['https://app.example'])
 *     accepts('https://app.example')           // true
 *     accepts('https://app.example.evil.com')  // false
 *     accepts('null')                          // false, whatever the options say
 *
 * `null` is what a sandboxed frame of any page sends, so to accept it would be to accept everyone.
 * Throws `DefinitionError` CORS_ORIGIN_INVALID.
 */
export function originJudge(origins: CorsOrigins): (origin: string) => boolean {
  if (typeof origins === 'function') {
    // An asynchronous function is a mistake, and its promise would be as good as `true`.
    return (origin) => origin !== 'null' && (origins(origin) as unknown) === true
  }
  for (const origin of origins) checkOrigin(origin)
  const accepted = new Set(origins)
  return (origin) => accepted.has(origin)
}

/** An origin of another scheme than http, as apps in web views and browser extensions send it. */
const otherScheme = /^[a-z][a-z\d+.-]*:\/\/[^\s/?#,]+$/

function checkOrigin(origin: string): void {
  const quoted = JSON.stringify(origin)
  if (origin === 'null') {
    fail(`origin ${quoted} is what a sandboxed frame of any page sends`, `remove it, or write origins: '*'`)
  }
  if (origin.includes('*')) {
    fail(
      `origin ${quoted} is a pattern, and origins are compared as text`,
      'list every origin, or give a function',
    )
  }
  const sent = sentOrigin(origin)
  if (sent === undefined) {
    fail(
      `${quoted} is not an origin`,
      'write scheme, host and, if it is not the usual one, port: "https://app.example"',
    )
  }
  if (sent !== origin) fail(`browsers never send the origin ${quoted}`, `write ${JSON.stringify(sent)}`)
}

/** What a browser sends for an address (HTML, section 7.1.1): no path, no usual port, all in lower case. */
function sentOrigin(address: string): string | undefined {
  const { origin } = URL.canParse(address) ? new URL(address) : { origin: 'null' }
  if (origin !== 'null') return origin
  return otherScheme.test(address) ? address : undefined
}

function fail(cause: string, remedy: string): never {
  throw new DefinitionError({ code: 'CORS_ORIGIN_INVALID', where: 'cors()', cause, remedy })
}
