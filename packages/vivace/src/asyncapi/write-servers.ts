import type { AsyncApiServer, AsyncApiServerVariable } from './document.ts'

/** A server as OpenAPI has it: one declaration is enough for both documents. */
export interface ServerUrl {
  /** Absolute, or relative to the document. */
  readonly url: string
  readonly description?: string
  readonly variables?: Readonly<Record<string, AsyncApiServerVariable>>
}

const absolute = /^(https?|wss?):\/\/([^/?#]+)([^?#]*)/

/**
 * The servers of a document. Those with a relative URL need to know where the document is, and are left out while
 * nobody does.
 *
 *     writeServers([{ url: 'https://api.example.com/v1' }], undefined)
 *     // { server: { host: 'api.example.com', protocol: 'wss', pathname: '/v1' } }
 */
export function writeServers(
  servers: readonly ServerUrl[],
  documentUrl: string | undefined,
): Readonly<Record<string, AsyncApiServer>> {
  const written = servers
    .map((server) => writeServer(server, documentUrl))
    .filter((each) => each !== undefined)
  return Object.fromEntries(written.map((server, at) => [at === 0 ? 'server' : `server${at + 1}`, server]))
}

function writeServer(server: ServerUrl, documentUrl: string | undefined): AsyncApiServer | undefined {
  const { url, description, variables } = server
  const isRelative = !absolute.test(url)
  const found = absolute.exec(isRelative ? resolved(url, documentUrl) : url)
  if (found === null) return undefined
  const [, scheme = '', host = '', path = ''] = found
  const pathname = path.replace(/(?<!\/)\/+$/, '')
  return {
    host,
    protocol: scheme === 'https' || scheme === 'wss' ? 'wss' : 'ws',
    ...(pathname === '' ? {} : { pathname }),
    ...(description === undefined ? {} : { description }),
    ...(variables === undefined ? {} : { variables }),
    ...(isRelative ? { 'x-relative-url': url } : {}),
  }
}

function resolved(url: string, documentUrl: string | undefined): string {
  return documentUrl !== undefined && URL.canParse(url, documentUrl) ? new URL(url, documentUrl).href : ''
}
