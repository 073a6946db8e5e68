import { DefinitionError, HttpError } from '../../errors/index.ts'
import type { Client, Exchange } from '../../exchange/index.ts'
import { type ForwardedNode, parseForwardedNode } from '../../http/forwarded-node.ts'
import { isHost } from '../../http/host.ts'
import { type IpAddress, parseIpAddress } from '../../http/ip-address.ts'
import { addressRanges } from './address-ranges.ts'
import { type ForwardingClaim, forwardingClaims } from './forwarding-claims.ts'
import { readRootPath } from './root-path.ts'
import type { ForwardingHeaders, TrustedProxies } from './trusted-proxies-options.ts'

/** Puts into an exchange what the proxies say that are trusted. Throws 400 for what none of them would say. */
export type ProxyTrust = (exchange: Exchange) => void

/**
 * Compiles the option `trustedProxies`.
 *
 *     const trust = proxyTrust(['10.0.0.0/8'])
 *     trust(exchange)    // exchange.client, scheme, host and rootPath are the client's
 *
 * Throws `DefinitionError` TRUSTED_PROXY_INVALID.
 */
export function proxyTrust(options: TrustedProxies): ProxyTrust {
  const given = isList(options) ? { addresses: options } : options
  const headers = headersOf(given.headers)
  if ('hops' in given) {
    const hops = hopsOf(given)
    return (exchange) => believe(exchange, headers, (_node, proxy) => proxy < hops)
  }
  const isTrusted = addressRanges(given.addresses)
  return (exchange) => {
    if (!isTrustedPeer(exchange, isTrusted)) return
    believe(exchange, headers, ({ address }) => address !== undefined && isTrusted(address))
  }
}

function isTrustedPeer({ peer }: Exchange, isTrusted: (address: IpAddress) => boolean): boolean {
  const address = peer === undefined ? undefined : parseIpAddress(peer.address)
  return address !== undefined && isTrusted(address)
}

/** Whether a node is a proxy of ours, and what it says counts; the one that is connected to us is number 0. */
type IsProxy = (node: ForwardedNode, number: number) => boolean

function believe(exchange: Exchange, headers: ForwardingHeaders, isProxy: IsProxy): void {
  const claims = forwardingClaims(exchange, headers)
  if (claims === undefined) throw malformed('Forwarded')
  const { nodes } = claims
  // From the right: what stands left of the first that is no proxy of ours, anybody can have written.
  let proxies = 1
  let node = nodeAt(nodes, proxies)
  while (node !== undefined && proxies < nodes.length && isProxy(node, proxies)) {
    proxies += 1
    node = nodeAt(nodes, proxies)
  }
  if (node !== undefined) exchange.forwardedFor = clientOf(node)
  adopt(exchange, claims.at(proxies))
}

function nodeAt(nodes: readonly string[], proxy: number): ForwardedNode | undefined {
  const text = nodes[nodes.length - proxy]
  if (text === undefined) return undefined
  const node = parseForwardedNode(text)
  if (node === undefined) throw malformed('client address')
  return node
}

const clientOf = ({ address, port }: ForwardedNode): Client => ({ address: address?.toString(), port })

function adopt(exchange: Exchange, { proto, host, port, prefix }: ForwardingClaim): void {
  if (proto !== undefined) exchange.scheme = schemeOf(proto)
  if (host !== undefined) {
    if (!isHost(host)) throw malformed('host')
    exchange.host = host
  }
  if (port !== undefined) exchange.host = withPort(exchange, port)
  if (prefix !== undefined) {
    const rootPath = readRootPath(prefix)
    if (rootPath === undefined) throw malformed('prefix')
    exchange.rootPath = rootPath
  }
}

function schemeOf(proto: string): 'http' | 'https' {
  const scheme = proto.toLowerCase()
  if (scheme === 'https' || scheme === 'wss') return 'https'
  if (scheme === 'http' || scheme === 'ws') return 'http'
  throw malformed('scheme')
}

function withPort({ host, scheme }: Exchange, port: string): string {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw malformed('port')
  const isUsual = Number(port) === (scheme === 'https' ? 443 : 80)
  return host === '' || isUsual || /:\d+$/.test(host) ? host : `${host}:${Number(port)}`
}

// A client cannot bring this about, unless a proxy passes on what the client has written.
function malformed(what: string): HttpError {
  const detail = `A proxy in front of this server says something malformed about the request: its ${what}.`
  return new HttpError(400, { code: 'bad-request', detail })
}

function isList(options: TrustedProxies): options is readonly string[] {
  return Array.isArray(options)
}

function headersOf(headers: ForwardingHeaders = 'x-forwarded'): ForwardingHeaders {
  if (headers === 'x-forwarded' || headers === 'forwarded') return headers
  throw invalid('`headers` names no headers', "write 'x-forwarded' or 'forwarded'")
}

function hopsOf(given: { readonly hops: number; readonly unreachableOtherwise: unknown }): number {
  if (given.unreachableOtherwise !== true) {
    throw invalid(
      'a number of proxies holds only if nobody can reach the app without them',
      'list the addresses of the proxies, or see to it and write { hops, unreachableOtherwise: true }',
    )
  }
  if (Number.isSafeInteger(given.hops) && given.hops > 0) return given.hops
  throw invalid('`hops` is not a number of proxies', 'write a whole number from 1')
}

function invalid(cause: string, remedy: string): DefinitionError {
  return new DefinitionError({
    code: 'TRUSTED_PROXY_INVALID',
    where: 'App({ trustedProxies })',
    cause,
    remedy,
  })
}
