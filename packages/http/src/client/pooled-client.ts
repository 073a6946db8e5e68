import type { Clock } from 'vivace'
import {
  type BodyAs,
  type CallDefaults,
  type CallOptions,
  type Expectation,
  type HttpResponse,
  outgoingRequest,
} from '../messages/index.ts'
import type { AllowedAddresses, ResolvedPolicy } from '../policies/index.ts'
import type { HttpTransport } from '../transport/index.ts'
import { Call, type CallParts } from './call.ts'
import { fetchOver } from './fetch-over.ts'
import type { Hosts } from './hosts.ts'
import type { Call as CallMethod, HttpClient, HttpStats } from './http-client.ts'
import type { Lane } from './lane.ts'
import type { RequestObserver } from './request-done.ts'
import type { SendParts } from './send-parts.ts'

/** What all clients over one transport share. */
export interface SharedParts {
  readonly clock: Clock
  readonly transport: HttpTransport
  readonly policies: ReadonlyMap<string, ResolvedPolicy>
  readonly hosts: Hosts
  readonly lanes: ReadonlyMap<string, Lane>
  readonly observer: RequestObserver | undefined
}

/** The client of an app: defaults over what all of its clients share. */
export class PooledClient implements HttpClient<string> {
  readonly #shared: SharedParts
  readonly #defaults: CallDefaults
  readonly get: CallMethod<string> = this.#method('GET')
  readonly head: CallMethod<string> = this.#method('HEAD')
  readonly post: CallMethod<string> = this.#method('POST')
  readonly put: CallMethod<string> = this.#method('PUT')
  readonly patch: CallMethod<string> = this.#method('PATCH')
  readonly delete: CallMethod<string> = this.#method('DELETE')
  readonly fetch: HttpClient['fetch'] = fetchOver((parts) => this.#send(parts))
  readonly safeFetch: HttpClient['safeFetch'] = fetchOver((parts) =>
    this.#send({ ...parts, options: { ...parts.options, addresses: 'public' } }),
  )

  constructor(shared: SharedParts, defaults: CallDefaults = {}) {
    this.#shared = shared
    this.#defaults = defaults
  }

  async request<const Expected extends Expectation = undefined>(
    method: string,
    url: string | URL,
    options: CallOptions<Expected> = {},
  ): Promise<HttpResponse<BodyAs<Expected>>> {
    const response = await this.#send({ method, url, options })
    // The body is what `readBody` has made by this expectation.
    return response as HttpResponse<BodyAs<Expected>>
  }

  with(defaults: CallDefaults): HttpClient<string> {
    const headers = { ...this.#defaults.headers, ...defaults.headers }
    const signals = [this.#defaults.signal, defaults.signal].filter((signal) => signal !== undefined)
    const [signal] = signals
    return new PooledClient(this.#shared, {
      ...this.#defaults,
      ...defaults,
      headers,
      addresses: narrower(this.#defaults.addresses, defaults.addresses),
      ...(signal === undefined ? {} : { signal: signals.length === 1 ? signal : AbortSignal.any(signals) }),
    })
  }

  stats(): HttpStats {
    return { ...this.#shared.transport.stats(), hosts: this.#shared.hosts.stats() }
  }

  #method(method: string): CallMethod<string> {
    return (url, options) => this.request(method, url, options)
  }

  async #send(parts: SendParts): Promise<HttpResponse> {
    return new Call(this.#callParts(parts)).run()
  }

  #callParts({ method, url, options, takesAnyStatus = false, redirect = 'follow' }: SendParts): CallParts {
    const { clock, transport, hosts, observer } = this.#shared
    const { policy, lane } = this.#policy(options.policy ?? this.#defaults.policy ?? 'default')
    const addresses = narrower(policy.addresses, narrower(this.#defaults.addresses, options.addresses))
    return {
      ground: { policy, clock, transport, hosts, lane },
      request: outgoingRequest({ method, url, defaults: this.#defaults, options, addresses }),
      expected: options.returns,
      takesAnyStatus,
      redirect,
      idempotent: options.idempotent ?? this.#defaults.idempotent,
      signals: [this.#defaults.signal, options.signal].filter((signal) => signal !== undefined),
      observer,
    }
  }

  #policy(name: string): { readonly policy: ResolvedPolicy; readonly lane: Lane } {
    const policy = this.#shared.policies.get(name)
    const lane = this.#shared.lanes.get(name)
    if (policy !== undefined && lane !== undefined) return { policy, lane }
    const known = [...this.#shared.policies.keys()].join(', ')
    throw new TypeError(`There is no HTTP policy "${name}": this client has ${known}.`)
  }
}

function narrower(one: AllowedAddresses | undefined, other: AllowedAddresses | undefined): AllowedAddresses {
  return one === 'public' || other === 'public' ? 'public' : 'any'
}
