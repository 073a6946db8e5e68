import { dependency, type Dependency, type Input, type InputRecord, request, signal } from 'vivace'
import { upstreamProblems } from '../errors/index.ts'
import type { HttpClient } from './http-client.ts'

/** `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01` (W3C Trace Context). */
const traceparent = /^[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/

/** What a list of trace states may have at most (W3C Trace Context, section 3.3.1.5). */
const longestState = 512

/**
 * The headers by which a request is recognised where it leads to others: its id as `X-Correlation-ID`, and the trace
 * that it is part of as `traceparent` and `tracestate`.
 *
 *     inputs: { passedOn: passedOnHeaders }
 *     // { 'x-correlation-id': '7f3c…', traceparent: '00-0af7…319c-b7ad…3331-01' }
 *
 * @see https://www.w3.org/TR/trace-context/
 */
export const passedOnHeaders: Dependency<Readonly<Record<string, string>>, 'request'> = dependency(
  { request },
  ({ request }) => {
    const headers: Record<string, string> = {}
    if (request.id !== undefined) headers['x-correlation-id'] = request.id
    const trace = request.header('traceparent')
    if (trace === undefined || !traceparent.test(trace)) return headers
    headers['traceparent'] = trace
    const state = request.header('tracestate')
    if (state !== undefined && state.length <= longestState) headers['tracestate'] = state
    return headers
  },
)

/** What calls of a request carry. */
export interface ForRequestOptions {
  /** Sent with every call; `passedOnHeaders` if absent. */
  readonly headers?: Input<Readonly<Record<string, string>>>
}

/**
 * The client of an app for one request: its calls end when the client goes away or the request's time is up, they
 * carry its correlation id and trace, and the route's document names 502, 503 and 504.
 *
 *     export const http = forRequest(httpClient())
 *     app.get('/rates', { inputs: { http }, returns: Rates }, async ({ http }) => {
 *       const { body } = await http.get('https://rates.example/today', { returns: Rates })
 *       return body
 *     })
 */
export function forRequest<Policy extends string>(
  client: Dependency<HttpClient<Policy>, 'app'>,
  { headers = passedOnHeaders }: ForRequestOptions = {},
): Dependency<HttpClient<Policy>, 'request', InputRecord> {
  return dependency(
    { client, signal, headers },
    ({ client, signal, headers }) => client.with({ signal, headers }),
    { errors: upstreamProblems },
  )
}
