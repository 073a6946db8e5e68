import {
  clock,
  type Dependency,
  type Duration,
  DefinitionError,
  parseDuration,
  singleton,
  tracer,
} from 'vivace'
import { type BuiltInPolicy, type HttpPolicies, resolvePolicies } from '../policies/index.ts'
import { httpTransport, type TlsOptions, tracedTransport, type TransportOptions } from '../transport/index.ts'
import { Hosts } from './hosts.ts'
import type { HttpClient } from './http-client.ts'
import { Lane } from './lane.ts'
import { PooledClient } from './pooled-client.ts'
import type { RequestObserver } from './request-done.ts'

/** How an app calls other services. */
export interface HttpClientOptions<Policies extends HttpPolicies = HttpPolicies> {
  /** Policies beside `default`, `llm`, `health` and `webhook`, or in place of them. */
  readonly policies?: Policies
  /** Connections at once, to all hosts together; 100 if absent. */
  readonly connections?: number
  /** Connections that are kept open with nothing to do; 20 if absent. */
  readonly keptAlive?: number
  /** How long they are kept; 4 s if absent, which is less than what servers keep theirs. */
  readonly keptAliveFor?: Duration
  /** Whether HTTP/2 is used where a server has it; true if absent. */
  readonly http2?: boolean
  readonly tls?: TlsOptions
  /** Hears of each call that has ended: metrics. */
  readonly onRequestDone?: RequestObserver
}

/**
 * The client of an app, for singletons and tasks; a route uses it by `forRequest()`.
 *
 *     export const outgoing = httpClient({ policies: { arxiv: { throttle: { limit: 1, per: '3s' } } } })
 *     export const http = forRequest(outgoing)
 *
 * Throws `DefinitionError` HTTP_POLICY_INVALID and DURATION_INVALID.
 */
export function httpClient<const Policies extends HttpPolicies = Readonly<Record<never, never>>>(
  options: HttpClientOptions<Policies> = {},
): Dependency<HttpClient<BuiltInPolicy | (keyof Policies & string)>, 'app'> {
  const policies = resolvePolicies(options.policies ?? {})
  const connecting = transportOptions(options, longest([...policies.values()].map(({ connect }) => connect)))
  return singleton({ clock, open: httpTransport, tracer }, async function* ({ clock, open, tracer }) {
    const transport = tracedTransport(open(connecting), tracer)
    const lanes = new Map([...policies].map(([name, policy]) => [name, new Lane(policy, clock)]))
    const observer = options.onRequestDone
    const client: HttpClient<string> = new PooledClient({
      clock,
      transport,
      policies,
      lanes,
      observer,
      hosts: new Hosts(clock),
    })
    yield client
    await transport.close()
  })
}

const longest = (times: readonly number[]): number => Math.max(...times)

function transportOptions(options: HttpClientOptions, connectTimeout: number): TransportOptions {
  const { connections = 100, keptAlive = 20, keptAliveFor = '4s', http2 = true, tls = {} } = options
  return {
    connections: counted(connections, 'connections', 1),
    keptAlive: counted(keptAlive, 'keptAlive', 0),
    keptAliveFor: Math.max(1, parseDuration(keptAliveFor, 'httpClient(), keptAliveFor')),
    http2,
    connectTimeout,
    tls,
  }
}

function counted(value: number, member: string, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new DefinitionError({
    code: 'HTTP_POLICY_INVALID',
    where: `httpClient(), ${member}`,
    cause: `${value} is no whole number of at least ${least}`,
    remedy: 'count connections in whole numbers, or leave the option out',
  })
}
