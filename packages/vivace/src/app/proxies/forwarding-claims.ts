import type { Exchange } from '../../exchange/index.ts'
import { type ForwardedElement, parseForwarded } from '../../http/forwarded.ts'
import type { ForwardingHeaders } from './trusted-proxies-options.ts'

/** What one proxy says of how it was asked. */
export interface ForwardingClaim {
  readonly proto: string | undefined
  readonly host: string | undefined
  readonly port: string | undefined
  readonly prefix: string | undefined
}

/** What all proxies say, whether they are to be believed or not. */
export interface ForwardingClaims {
  /** Whom each had the request from, the one next to the client first. */
  readonly nodes: readonly string[]
  /** What a proxy says, counted from here: 1 is the one that is connected to us. */
  at(proxy: number): ForwardingClaim
}

/** Reads what the proxies of a request say; `undefined` if it is malformed. */
export function forwardingClaims(
  exchange: Exchange,
  headers: ForwardingHeaders,
): ForwardingClaims | undefined {
  if (headers === 'x-forwarded') return separateHeaders(exchange)
  const elements = parseForwarded(exchange.header('forwarded') ?? '')
  return elements === undefined ? undefined : oneHeader(elements)
}

function oneHeader(elements: readonly ForwardedElement[]): ForwardingClaims {
  return {
    nodes: elements.map((element) => element.get('for') ?? 'unknown'),
    at(proxy) {
      const element = fromRight(elements, proxy)
      return {
        proto: element?.get('proto'),
        host: element?.get('host'),
        port: undefined,
        prefix: undefined,
      }
    },
  }
}

function separateHeaders(exchange: Exchange): ForwardingClaims {
  const list = (name: string): readonly string[] => listOf(exchange.header(name))
  return {
    nodes: list('x-forwarded-for'),
    at: (proxy) => ({
      proto: fromRight(list('x-forwarded-proto'), proxy),
      host: fromRight(list('x-forwarded-host'), proxy),
      port: fromRight(list('x-forwarded-port'), proxy),
      prefix: fromRight(list('x-forwarded-prefix'), proxy),
    }),
  }
}

function listOf(header: string | undefined): readonly string[] {
  if (header === undefined) return []
  return header
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

// Some proxies add their value to a list, others replace it or leave it alone. Counted from the right, what a
// client has written itself stands before everything that is taken; where there are fewer values than proxies,
// all of them are the proxies'.
function fromRight<Item>(items: readonly Item[], proxy: number): Item | undefined {
  return items[Math.max(0, items.length - proxy)]
}
