import { parseCookie, stringifySetCookie } from 'cookie'
import { isToken } from './field.ts'

/** Attributes of a cookie (RFC 6265bis). */
export interface CookieOptions {
  /** Seconds until it ends; a session cookie if absent. */
  readonly maxAge?: number
  readonly expires?: Date
  /** `/` if absent. */
  readonly path?: string
  readonly domain?: string
  /** True if absent: scripts cannot read it. */
  readonly httpOnly?: boolean
  /** True if absent: it is sent over TLS only (browsers make an exception for localhost). */
  readonly secure?: boolean
  /** `lax` if absent. */
  readonly sameSite?: 'strict' | 'lax' | 'none'
  readonly partitioned?: boolean
}

/** The cookies of a Cookie header; of several with one name the first counts. */
export function parseCookies(header: string): Map<string, string> {
  const cookies = new Map<string, string>()
  for (const [name, value] of Object.entries(parseCookie(header)))
    if (value !== undefined) cookies.set(name, value)
  return cookies
}

/**
 * The names that a Cookie header has more than once. Whoever can set a cookie for a domain above ours, or for a
 * longer path, can send one beside our own.
 *
 *     repeatedCookies('a=1; b=2; a=3')    // ['a']
 */
export function repeatedCookies(header: string): string[] {
  const names = header.split(';').map((pair) => pair.split('=', 1)[0]?.trim() ?? '')
  return [...new Set(names.filter((name, at) => name !== '' && names.indexOf(name) < at))]
}

/** What browsers keep of a cookie, name and value together, and of each attribute (RFC 6265bis, section 5.6). */
const mostBytes = 4_096
const mostAttributeBytes = 1_024

/**
 * A Set-Cookie header. Throws `TypeError` for what cannot be one, and for what browsers would drop without a
 * word: prefixes whose rules are broken, SameSite=None without Secure, more than 4,096 bytes.
 *
 *     setCookie('theme', 'dark', { maxAge: 86_400 })    // theme=dark; Max-Age=86400; Path=/; HttpOnly; …
 */
export function setCookie(name: string, value: string, options: CookieOptions = {}): string {
  const { maxAge, expires, domain, partitioned, path = '/', sameSite = 'lax' } = options
  const { httpOnly = true, secure = true } = options
  if (!isToken(name)) throw new TypeError(`${JSON.stringify(name)} is not a name that a cookie can have.`)
  const attributes: CookieOptions = { path, httpOnly, secure, sameSite }
  const fault = faultOf(name, { ...options, ...attributes })
  if (fault !== undefined) throw new TypeError(`Cookie '${name}': ${fault}`)
  const encoded = encodedValue(name, value)
  if (name.length + encoded.length > mostBytes)
    throw new TypeError(`Cookie '${name}': name and value have more than ${mostBytes} bytes.`)
  // Member by member: whoever passes an object with more in it does not mean to set that.
  return stringifySetCookie({
    name,
    value,
    ...attributes,
    ...(maxAge === undefined ? {} : { maxAge }),
    ...(expires === undefined ? {} : { expires }),
    ...(domain === undefined ? {} : { domain }),
    ...(partitioned === undefined ? {} : { partitioned }),
  })
}

function encodedValue(name: string, value: string): string {
  try {
    return encodeURIComponent(value)
  } catch {
    throw new TypeError(`Cookie '${name}': its value has a lone surrogate, which is no character.`)
  }
}

/** What is wrong with the attributes of a cookie, as the end of a message; `undefined` if nothing is. */
function faultOf(name: string, options: CookieOptions): string | undefined {
  return valueFault(options) ?? combinationFault(options) ?? prefixFault(name.toLowerCase(), options)
}

// What the types forbid as well: options may come from where there were none.
function valueFault({ maxAge, expires, path, domain, sameSite }: CookieOptions): string | undefined {
  if (maxAge !== undefined && !Number.isSafeInteger(maxAge)) return 'maxAge is not a whole number of seconds.'
  if (expires !== undefined && !(expires instanceof Date && Number.isFinite(expires.getTime())))
    return 'expires is not a date.'
  if (
    path !== undefined &&
    !(typeof path === 'string' && pathPattern.test(path) && path.length <= mostAttributeBytes)
  )
    return 'its path does not begin with "/", or has characters that a path cannot have.'
  if (domain !== undefined && !(typeof domain === 'string' && domainPattern.test(domain)))
    return 'its domain is not the name of a host.'
  if (sameSite !== undefined && !['strict', 'lax', 'none'].includes(sameSite))
    return 'sameSite is not "strict", "lax" or "none".'
  return undefined
}

const pathPattern = /^\/[\x20-\x3a\x3c-\x7e]*$/
const domainPattern = /^\.?[a-z\d](?:[a-z\d.-]{0,251}[a-z\d])?$/i

function combinationFault({ sameSite, secure, partitioned }: CookieOptions): string | undefined {
  if (secure === true) return undefined
  if (sameSite === 'none') return 'browsers drop SameSite=None without Secure; leave secure out.'
  return partitioned === true ? 'browsers drop Partitioned without Secure; leave secure out.' : undefined
}

// In any case of letters, since there are servers that do not tell them apart (RFC 6265bis, section 4.1.3).
function prefixFault(name: string, { secure, path, domain }: CookieOptions): string | undefined {
  const isHost = name.startsWith('__host-')
  if (!isHost && !name.startsWith('__secure-')) return undefined
  if (secure !== true) return 'a name with this prefix needs secure: true.'
  if (!isHost) return undefined
  if (domain !== undefined) return 'a name that begins with __Host- has no domain.'
  return path === '/' ? undefined : 'a name that begins with __Host- has the path "/".'
}

/**
 * Whether browsers keep a cookie that is Secure when it comes without TLS from this host: they do from the
 * machine itself. A name without a dot is one of a private network, and of tests.
 *
 *     isPrivateHost('localhost:8000')    // true
 *     isPrivateHost('shop.example')      // false
 */
export function isPrivateHost(host: string): boolean {
  const name = host.replace(/:\d*$/, '').toLowerCase()
  return (
    !/[.:]/.test(name) ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(?:\.\d{1,3}){3}$/.test(name)
  )
}
