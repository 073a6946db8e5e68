import { HttpError } from '../../errors/index.ts'
import type { Exchange } from '../../exchange/index.ts'

/**
 * Why the development server refuses a request; `undefined` if it does not. Pages of any site can send
 * requests to this machine, and a name that such a page owns can be made to mean 127.0.0.1 (DNS rebinding).
 *
 *     foreignRequest(exchange, ['shop.test'])?.status    // 403
 *
 * Hosts may be this machine, any IP address, and what is allowed; origins this machine, the host itself, and
 * what is allowed.
 */
export function foreignRequest(exchange: Exchange, allowed: readonly string[]): HttpError | undefined {
  const host = hostNameOf(`http://${exchange.host}`)
  if (host === undefined || !(isLocal(host) || isAddress(host) || allowed.includes(host)))
    return refusal('host-not-allowed', 'host', host ?? exchange.host)
  const origin = exchange.header('origin')
  if (origin === undefined) return undefined
  const name = hostNameOf(origin)
  if (name !== undefined && (isLocal(name) || name === host || allowed.includes(name))) return undefined
  return refusal('origin-not-allowed', 'origin', name ?? origin)
}

function hostNameOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

function isLocal(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || /^127\.[\d.]+$/.test(name) || name === '[::1]'
}

// A page cannot make another machine answer for an address.
function isAddress(name: string): boolean {
  return name.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(name)
}

function refusal(code: string, kind: string, name: string): HttpError {
  return new HttpError(403, {
    code,
    title: `The ${kind} is not allowed`,
    detail: `The development server answers this machine alone. To allow it: vivace dev --allow-host ${name}`,
  })
}
