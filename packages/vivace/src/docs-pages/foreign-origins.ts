/**
 * The origins besides its own that a document's reader sends requests to: its servers, and those that its
 * security schemes get tokens from.
 *
 *     foreignOrigins({ servers: [{ url: 'https://api.example.com/v1' }] })    // ['https://api.example.com']
 */
export function foreignOrigins(document: unknown): string[] {
  const found = new Set<string>()
  const { servers, components } = record(document)
  for (const server of list(servers)) addOrigin(found, withDefaults(record(server)))
  for (const scheme of Object.values(record(record(components).securitySchemes))) {
    const { openIdConnectUrl, flows } = record(scheme)
    addOrigin(found, openIdConnectUrl)
    for (const flow of Object.values(record(flows))) {
      addOrigin(found, record(flow).tokenUrl)
      addOrigin(found, record(flow).refreshUrl)
    }
  }
  return [...found]
}

// "https://{region}.example.com" with the default of each variable (OpenAPI 3.1, Server Object).
function withDefaults(server: Readonly<Record<string, unknown>>): unknown {
  if (typeof server.url !== 'string') return undefined
  const variables = record(server.variables)
  return server.url.replace(/\{([^{}]*)\}/g, (_, name: string) => String(record(variables[name]).default))
}

function addOrigin(found: Set<string>, url: unknown): void {
  if (typeof url !== 'string' || !URL.canParse(url)) return
  const { origin } = new URL(url)
  // A host can hold ";" and ",", which would end the directive or the policy that it stands in.
  if (/^https?:\/\/[\w.:[\]-]+$/.test(origin)) found.add(origin)
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
