/**
 * The origins besides its own that the page of an AsyncAPI document opens sockets at: the document's servers.
 *
 *     foreignSockets({ servers: { server: { host: 'api.example.com', protocol: 'wss' } } })    // ['wss://api.example.com']
 */
export function foreignSockets(document: unknown): string[] {
  const servers = Object.values(record(record(document).servers)).map((server) => originOf(record(server)))
  return [...new Set(servers.filter((origin) => origin !== undefined))]
}

function originOf({ host, protocol, variables }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof host !== 'string' || typeof protocol !== 'string') return undefined
  const filled = host.replace(/\{([^{}]*)\}/g, (_, name: string) =>
    String(record(record(variables)[name]).default),
  )
  const origin = `${protocol}://${filled}`
  // A host can hold ";" and ",", which would end the directive or the policy that it stands in.
  return /^wss?:\/\/[\w.:[\]-]+$/.test(origin) ? origin : undefined
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}
