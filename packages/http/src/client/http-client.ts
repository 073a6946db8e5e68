import type { BodyAs, CallDefaults, CallOptions, Expectation, HttpResponse } from '../messages/index.ts'
import type { BuiltInPolicy } from '../policies/index.ts'
import type { BreakerState } from '../resilience/index.ts'
import type { TransportStats } from '../transport/index.ts'

/** A call without a method of its own. */
export type Call<Policy extends string> = <const Expected extends Expectation = undefined>(
  url: string | URL,
  options?: CallOptions<Expected, Policy>,
) => Promise<HttpResponse<BodyAs<Expected>>>

/** What a client knows of one host. */
export interface HostStats {
  readonly policy: string
  readonly host: string
  readonly breaker: BreakerState
}

/** A client at this moment. */
export interface HttpStats extends TransportStats {
  /** Hosts that have been called with a policy that has a breaker. */
  readonly hosts: readonly HostStats[]
}

/**
 * Calls other services. An answer of 2xx is the result, everything else an `UpstreamError`.
 *
 *     const { body } = await http.get('https://api.example/items/7', { returns: Item })    // body: Item
 *     await http.post(hook, { policy: 'webhook', json: event, headers: { 'idempotency-key': event.id } })
 */
export interface HttpClient<Policy extends string = BuiltInPolicy> {
  request<const Expected extends Expectation = undefined>(
    method: string,
    url: string | URL,
    options?: CallOptions<Expected, Policy>,
  ): Promise<HttpResponse<BodyAs<Expected>>>
  readonly get: Call<Policy>
  readonly head: Call<Policy>
  readonly post: Call<Policy>
  readonly put: Call<Policy>
  readonly patch: Call<Policy>
  readonly delete: Call<Policy>

  /** The same client with other defaults. It shares connections, breakers and queues with this one. */
  with(defaults: CallDefaults<Policy>): HttpClient<Policy>

  /**
   * What has the shape of `fetch`, for libraries that take one: every status is an answer, failures of the
   * connection are thrown. Redirects are followed as the policy says.
   *
   *     new OpenAI({ fetch: http.with({ policy: 'llm' }).fetch })
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>

  /**
   * `fetch` for URLs that users give: loopback, private, link-local and other special addresses are refused,
   * after the name has been resolved and for each redirect, and the connection goes to the address that was judged.
   *
   *     await http.safeFetch(profile.pictureUrl)
   */
  readonly safeFetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>

  /** Connections and breakers, for metrics and tests. */
  stats(): HttpStats
}
