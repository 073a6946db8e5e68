import { UpstreamError } from '../errors/index.ts'
import type { HttpResponse } from '../messages/index.ts'
import type { HttpClient } from './http-client.ts'
import type { SendParts } from './send-parts.ts'

/** Answers that have no body (Fetch, section 2.2.3). */
const withoutBody: ReadonlySet<number> = new Set([101, 103, 204, 205, 304])

/**
 * `fetch` over what sends calls. The body of a request is read whole first, so that it can be sent again.
 *
 *     const fetch = fetchOver((parts) => client.send(parts))
 *     await fetch('https://api.example/items', { method: 'POST', body: form })
 */
export function fetchOver(send: (parts: SendParts) => Promise<HttpResponse>): HttpClient['fetch'] {
  return async (input, init) => {
    const request = requestOf(input, init)
    const body = new Uint8Array(await request.arrayBuffer())
    const response = await send({
      method: request.method,
      url: request.url,
      takesAnyStatus: true,
      redirect: request.redirect,
      options: {
        headers: Object.fromEntries(request.headers),
        signal: request.signal,
        returns: 'stream',
        ...(body.length === 0 ? {} : { body }),
      },
    })
    return webResponse(response, request.url)
  }
}

function requestOf(input: string | URL | Request, init: RequestInit | undefined): Request {
  try {
    return new Request(input, init)
  } catch {
    // What is caught has the whole URL in its message, and that may have a password in it.
    const url = String(input instanceof Request ? input.url : input)
    throw new UpstreamError({ failure: 'url', method: init?.method ?? 'GET', url, cause: 'cannot be called' })
  }
}

function webResponse({ status, headers, url, body }: HttpResponse, asked: string): Response {
  // `fetch` always expects a stream, so this is one.
  const chunks = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  // A status that there is not counts as 500 (RFC 9110, section 15), and `Response` takes no other.
  const isKnown = status >= 200 && status <= 599
  const response = new Response(withoutBody.has(status) ? left(chunks) : streamOf(chunks), {
    status: isKnown ? status : 500,
    headers,
  })
  if (!isKnown) Object.defineProperty(response, 'status', { value: status })
  Object.defineProperty(response, 'url', { value: url })
  Object.defineProperty(response, 'redirected', { value: url !== asked })
  return response
}

/** Nobody will read it: what it holds is given back. Its failure is of no interest then. */
function left(chunks: AsyncIterator<Uint8Array>): null {
  const leave = (): unknown => chunks.return?.()
  chunks.next().then(leave, leave)
  return null
}

function streamOf(chunks: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await chunks.return?.()
    },
  })
}
