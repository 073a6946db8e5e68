import type { Span, Tracer } from 'vivace'
import type { HttpTransport, TransportAnswer, TransportRequest } from './http-transport.ts'

/**
 * A transport whose requests are spans of kind CLIENT, retries and redirects each of their own; each carries the
 * `traceparent` of its span. The URL is told without user, password, query and fragment: those are where secrets are.
 *
 *     const transport = tracedTransport(openTransport(options), tracer)
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client
 */
export function tracedTransport(transport: HttpTransport, tracer: Tracer | undefined): HttpTransport {
  if (tracer === undefined) return transport
  return {
    send: (request) => sendTraced(transport, tracer, request),
    stats: () => transport.stats(),
    close: () => transport.close(),
  }
}

async function sendTraced(
  transport: HttpTransport,
  tracer: Tracer,
  request: TransportRequest,
): Promise<TransportAnswer> {
  const { method, url, addresses } = request
  // Of a URL that a user gave, a webhook, the path is the secret.
  const path = addresses === 'public' ? '/…' : url.pathname
  const span = tracer.begin(method, {
    kind: 'client',
    attributes: {
      'http.request.method': method,
      'server.address': url.hostname,
      'server.port': url.port === '' ? defaultPort(url) : Number(url.port),
      'url.full': `${url.origin}${path}`,
    },
  })
  try {
    const answer = await span.run(() => transport.send(withHeaders(request, span)))
    span.set({ 'http.response.status_code': answer.status })
    if (answer.status >= 400) fail(span, answer.status)
    return tracedAnswer(answer, span)
  } catch (error) {
    span.fail(error)
    span.end()
    throw error
  }
}

function defaultPort({ protocol }: URL): number {
  return protocol === 'https:' ? 443 : 80
}

// A status is no error that was thrown: its type is the status.
function fail(span: Span, status: number): void {
  span.fail()
  span.set({ 'error.type': String(status) })
}

function withHeaders(request: TransportRequest, span: Span): TransportRequest {
  const passedOn = span.headers()
  if (passedOn === undefined) return request
  const headers = new Headers(request.headers)
  headers.set('traceparent', passedOn.traceparent)
  if (passedOn.tracestate === undefined) headers.delete('tracestate')
  else headers.set('tracestate', passedOn.tracestate)
  return { ...request, headers }
}

/** The answer; its span ends with its body, however that ends. */
function tracedAnswer(answer: TransportAnswer, span: Span): TransportAnswer {
  let isEnded = false
  const end = (failure?: { readonly error: unknown }): void => {
    if (isEnded) return
    isEnded = true
    if (failure !== undefined) span.fail(failure.error)
    span.end()
  }
  return {
    status: answer.status,
    headers: answer.headers,
    body: watched(answer.body, end),
    discard() {
      answer.discard()
      end()
    },
  }
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  end: (failure?: { readonly error: unknown }) => void,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* body
  } catch (error) {
    end({ error })
    throw error
  } finally {
    end()
  }
}
