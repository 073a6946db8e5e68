import { DefinitionError, HttpError } from '../errors/index.ts'
import type { Middleware } from '../exchange/index.ts'
import { problemAnswer } from '../exchange/problem-answer.ts'
import { isHost } from '../http/host.ts'
import { ofKind } from './middleware-kind.ts'

/**
 * Answers 400 `host-not-allowed` to requests for other hosts than these, so that no address that is built from
 * the Host header leads elsewhere.
 *
 *     middleware: [health(), allowedHosts(['shop.example', '*.shop.example'])]
 *
 * Names are compared without the port and without regard to case; `*.shop.example` is every name below
 * `shop.example`, and not that name itself. What counts is the host that the client asked for: with
 * `trustedProxies`, what they say. Throws `DefinitionError` HOST_INVALID.
 */
export function allowedHosts(hosts: readonly string[]): Middleware {
  if (hosts.length === 0) throw noHosts()
  const names = new Set<string>()
  const suffixes: string[] = []
  for (const host of hosts) {
    const name = checked(host)
    if (name.startsWith('*.')) suffixes.push(name.slice(1))
    else names.add(name)
  }
  const isAllowed = (name: string): boolean =>
    names.has(name) || suffixes.some((suffix) => name.length > suffix.length && name.endsWith(suffix))
  return ofKind('allowed-hosts', (exchange, next) =>
    isAllowed(nameOf(exchange.host)) ? next() : problemAnswer(refusal(), exchange.id),
  )
}

/** Without the port, and without the dot that a full domain name may end with. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase()
}

function checked(host: string): string {
  const name = host.toLowerCase()
  const plain = name.startsWith('*.') ? name.slice(2) : name
  // A port or a scheme would never match, and everybody would be refused.
  if (isHost(plain) && nameOf(plain) === plain) return name
  throw new DefinitionError({
    code: 'HOST_INVALID',
    where: 'allowedHosts()',
    cause: `${JSON.stringify(host)} is not the name of a host`,
    remedy: "write a name without scheme and port: 'shop.example', '*.shop.example', '127.0.0.1'",
  })
}

// As settings without a value may have it: everybody would be refused.
function noHosts(): DefinitionError {
  return new DefinitionError({
    code: 'HOST_INVALID',
    where: 'allowedHosts()',
    cause: 'there is no host in the list',
    remedy: 'list the hosts that the app is for, or leave allowedHosts() out',
  })
}

function refusal(): HttpError {
  return new HttpError(400, {
    code: 'host-not-allowed',
    title: 'The host is not allowed',
    detail: 'This host is not served here.',
  })
}
