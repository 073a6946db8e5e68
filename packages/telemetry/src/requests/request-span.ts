import type { Answer, Exchange, Span, SpanAttributes, Tracer } from 'vivace'
import { hideSecrets } from '../logs/secret-values.ts'
import { isKnownMethod } from '../metrics/known-methods.ts'
import type { IncomingTrace } from '../tracing/incoming-trace.ts'

/**
 * Begins the span of a request, of kind SERVER. Names and attributes are those of the semantic conventions for HTTP; the
 * path has its secrets hidden, and neither query, nor headers, nor bodies are told.
 *
 *     const span = beginRequestSpan(tracer, exchange, incomingTrace(exchange))
 *
 * @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/
 */
export function beginRequestSpan(
  tracer: Tracer,
  exchange: Exchange,
  incoming: IncomingTrace | undefined,
): Span {
  const attributes = attributesOf(exchange)
  return tracer.begin(nameOf(exchange.method), { kind: 'server', attributes, parent: incoming?.headers })
}

/** Ends it: the request is answered. */
export function endRequestSpan(span: Span, { method, routePath }: Exchange, { status }: Answer): void {
  if (routePath !== undefined) span.rename(`${nameOf(method)} ${routePath}`)
  const isFailed = status >= 500
  span.set({
    'http.route': routePath,
    'http.response.status_code': status,
    'error.type': isFailed ? String(status) : undefined,
  })
  if (isFailed) span.fail()
  span.end()
}

// Clients can make up any number of methods.
function nameOf(method: string): string {
  return isKnownMethod(method) ? method : 'HTTP'
}

function attributesOf({ method, path, scheme, host, client }: Exchange): SpanAttributes {
  const { address, port } = addressOf(host)
  const isKnown = isKnownMethod(method)
  return {
    'http.request.method': isKnown ? method : '_OTHER',
    'http.request.method_original': isKnown ? undefined : method,
    'url.scheme': scheme,
    'url.path': hideSecrets(path),
    'server.address': address,
    'server.port': port,
    'client.address': client.address,
  }
}

/** `example.com:8443`, `[::1]:8443`, `[::1]`: what follows the last colon is a port, unless a bracket comes after it. */
function addressOf(host: string): { readonly address: string; readonly port: number | undefined } {
  const colon = host.lastIndexOf(':')
  if (colon === -1 || host.endsWith(']')) return { address: host, port: undefined }
  return { address: host.slice(0, colon), port: Number(host.slice(colon + 1)) }
}
