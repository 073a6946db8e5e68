import { createServer, type ServerResponse } from 'node:http'

/** One request that a fake service has received. */
export interface ReceivedSearch {
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A service for searches, on a port of its own. */
export interface FakeSearch extends AsyncDisposable {
  readonly url: string
  readonly received: readonly ReceivedSearch[]
  /** What is answered from now on. */
  answer(status: number, body: string, headers?: Readonly<Record<string, string>>): void
  /** Never answers from now on. */
  hang(): void
}

/** Starts a service that answers as a test has told it. */
export async function fakeSearch(status: number, body: string): Promise<FakeSearch> {
  const received: ReceivedSearch[] = []
  let reply = (response: ServerResponse): unknown => response.writeHead(status).end(body)
  const server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => (text += chunk.toString()))
    request.on('end', () => {
      const { searchParams } = new URL(request.url ?? '/', 'http://fake')
      received.push({ query: searchParams, headers: request.headers, body: text })
      reply(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/query`,
    received,
    answer(newStatus, newBody, headers = {}) {
      reply = (response) => response.writeHead(newStatus, headers).end(newBody)
    },
    hang() {
      reply = () => undefined
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
