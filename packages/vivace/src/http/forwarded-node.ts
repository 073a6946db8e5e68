import { type IpAddress, parseIpAddress } from './ip-address.ts'

/** Whom a proxy had a request from; without an address if it does not tell. */
export interface ForwardedNode {
  readonly address: IpAddress | undefined
  readonly port: number | undefined
}

const hidden = /^(?:unknown|_[\w.-]+)(?::(?:\d{1,5}|_[\w.-]+))?$/i
const bracketed = /^\[([^\]]+)\](?::(\d{1,5}|_[\w.-]+))?$/
const withPort = /^([\d.]+):(\d{1,5}|_[\w.-]+)$/

/**
 * Reads who a proxy says has sent it a request: an address with or without a port, or a word for one that it
 * keeps to itself (RFC 7239, section 6). `undefined` if it is neither.
 *
 *     parseForwardedNode('192.0.2.1:4711')    // { address: 192.0.2.1, port: 4711 }
 *     parseForwardedNode('unknown')           // { address: undefined, port: undefined }
 */
export function parseForwardedNode(text: string): ForwardedNode | undefined {
  if (hidden.test(text)) return { address: undefined, port: undefined }
  const [, host = text, port] = bracketed.exec(text) ?? withPort.exec(text) ?? []
  const address = parseIpAddress(host)
  // Brackets are for IPv6 alone.
  if (address === undefined || (text.startsWith('[') && !host.includes(':'))) return undefined
  const number = port === undefined || port.startsWith('_') ? undefined : Number(port)
  return number !== undefined && number > 65_535 ? undefined : { address, port: number }
}
