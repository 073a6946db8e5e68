import { isPrivateHost } from '../http/cookie.ts'
import type { Exchange } from './exchange.ts'

/**
 * Throws `TypeError` for a Secure cookie whose request came without TLS: browsers drop it without a word, and a
 * proxy that ends TLS without being trusted is a mistake that would show in many places.
 *
 *     checkSecureCookie('session=1; Path=/; HttpOnly; Secure', exchange)
 */
export function checkSecureCookie(header: string, exchange: Pick<Exchange, 'scheme' | 'host'>): void {
  if (exchange.scheme === 'https' || !/; secure(?:;|$)/i.test(header) || isPrivateHost(exchange.host)) return
  const name = header.slice(0, header.indexOf('='))
  throw new TypeError(
    `Cookie '${name}' is Secure, but its request came without TLS. Serve over TLS, or trust the proxy that ends it; secure: false is for cookies that anyone may read.`,
  )
}
