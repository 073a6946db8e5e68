import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Answer } from '../../src/exchange/index.ts'
import { docsPages, type DocsPagesOptions } from '../../src/docs-pages/index.ts'
import { MemoryExchange } from '../fixtures/memory-exchange.ts'

/** A server of docs pages, of an API that answers what it was sent, and of an authorization server. */
export interface DocsServer {
  /** `http://127.0.0.1:40000` and the prefix. */
  readonly url: string
  /** The requests so far: `GET /docs`. */
  readonly requests: readonly string[]
  close(): Promise<void>
}

/** Serves docs pages behind a prefix that the app does not know of, as proxies and mounts do. */
export async function serveDocs(
  options: DocsPagesOptions & { readonly prefix: string },
): Promise<DocsServer> {
  const { prefix } = options
  const pages = new Map(docsPages(options).map((page) => [page.path, page]))
  const requests: string[] = []

  const answer = async (request: IncomingMessage, path: string): Promise<Answer> => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    )
    const page = pages.get(path)
    if (page !== undefined) return page.answer(new MemoryExchange({ path, headers }))
    if (path === '/authorize') return authorize(new URL(request.url ?? '/', 'http://localhost'))
    if (path === '/token') return json({ access_token: 'a-token', token_type: 'bearer' })
    const echo = { method: request.method, url: request.url, authorization: request.headers.authorization }
    return json(echo)
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    requests.push(`${request.method ?? ''} ${path}`)
    const known = path.startsWith(prefix)
    const { status, headers, body } = known
      ? await answer(request, path.slice(prefix.length))
      : new Answer(404, [], 'Not Found')
    response.writeHead(status, headers)
    // The pages answer with text and bytes alone.
    response.end(typeof body === 'string' || body instanceof Uint8Array ? body : undefined)
  }

  const server = createServer((request, response) => void handle(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, not on a pipe.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    requests,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

function json(value: unknown): Answer {
  return new Answer(200, ['content-type', 'application/json'], JSON.stringify(value))
}

// Grants everything at once and sends the browser back (RFC 6749, section 4.1.2).
function authorize({ searchParams }: URL): Answer {
  const back = new URL(searchParams.get('redirect_uri') ?? '')
  back.searchParams.set('code', 'a-code')
  back.searchParams.set('state', searchParams.get('state') ?? '')
  return new Answer(302, ['location', back.href], null)
}
