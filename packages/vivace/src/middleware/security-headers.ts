import {
  mapAnswer,
  securityHeaderWriter,
  type Middleware,
  type SecurityHeaderOptions,
} from '../exchange/index.ts'

/**
 * Adds security headers to every answer that lacks them: nosniff, a Content-Security-Policy that loads
 * nothing, no referrer, same-origin opener and resource policies, HSTS over TLS, and `no-store` on JSON.
 *
 *     middleware: [securityHeaders({ crossOriginResourcePolicy: 'cross-origin' })]
 *
 * Every app does this by itself, outside of all middleware, and takes the same options as `securityHeaders`;
 * list this only where an app leaves its headers to middleware. Throws `DefinitionError` HEADER_INVALID.
 */
export function securityHeaders(options: SecurityHeaderOptions = {}): Middleware {
  const addSecurityHeaders = securityHeaderWriter(options)
  return (exchange, next) =>
    mapAnswer(next(), (answer) => {
      addSecurityHeaders(answer, exchange.scheme === 'https')
      return answer
    })
}
