import { Answer, type Middleware } from '../exchange/index.ts'

/**
 * Sends requests that came without encryption to the same address with it: 308, so that method and body stay.
 *
 *     middleware: [health(), allowedHosts(['shop.example']), httpsRedirect()]
 *
 * Behind a proxy that ends TLS, `App({ trustedProxies })` tells how the client came; without it every request
 * seems to have come without, and this redirects for ever. A request without a host is let through: there is
 * nowhere to send it.
 */
export function httpsRedirect(): Middleware {
  return (exchange, next) => {
    const { scheme, host, rootPath, path, queryString } = exchange
    if (scheme === 'https' || host === '' || !path.startsWith('/')) return next()
    const query = queryString === '' ? '' : `?${queryString}`
    // The port of plain HTTP is no port of HTTPS.
    const name = host.replace(/:\d+$/, '')
    return new Answer(308, ['location', `https://${name}${rootPath}${path}${query}`], null)
  }
}
