import type { Exchange } from 'vivace'

/** What of a request an answer was made of. */
export interface HeaderReads {
  /** The headers that somebody has read, in lower case. */
  readonly names: ReadonlySet<string>
  /** Whether somebody has read what belongs to one client: the address, the body, or all headers at once. */
  readonly isPersonal: boolean
}

/**
 * Watches what of a request is read from now on, by guards, inputs, handlers and inner middleware: an answer can be given
 * to others who would have been answered the same, and to nobody else. A key in a header of its own keeps its answers
 * apart although no Vary says so.
 */
export function watchReads(exchange: Exchange): HeaderReads {
  const names = new Set<string>()
  const reads = { names, isPersonal: false }
  const personal = (): void => void (reads.isPersonal = true)
  const { header, headerValues, headerEntries, readBody, bodyStream } = bound(exchange)
  exchange.header = (name) => {
    names.add(name)
    return header(name)
  }
  exchange.headerValues = (name) => {
    names.add(name)
    return headerValues(name)
  }
  exchange.headerEntries = () => {
    personal()
    return headerEntries()
  }
  exchange.readBody = (limit) => {
    personal()
    return readBody(limit)
  }
  exchange.bodyStream = () => {
    personal()
    return bodyStream()
  }
  for (const name of ['client', 'peer'] as const) watchGetter(exchange, name, personal)
  return reads
}

type Methods = Pick<Exchange, 'header' | 'headerValues' | 'headerEntries' | 'readBody' | 'bodyStream'>

function bound(exchange: Exchange): Methods {
  return {
    header: exchange.header.bind(exchange),
    headerValues: exchange.headerValues.bind(exchange),
    headerEntries: exchange.headerEntries.bind(exchange),
    readBody: exchange.readBody.bind(exchange),
    bodyStream: exchange.bodyStream.bind(exchange),
  }
}

function watchGetter(exchange: Exchange, name: 'client' | 'peer', read: () => void): void {
  const value = exchange[name]
  Object.defineProperty(exchange, name, {
    configurable: true,
    get: () => {
      read()
      return value
    },
  })
}
