import type { Clock } from 'vivace'
import type { ResolvedPolicy } from '../policies/index.ts'
import { CircuitBreaker, RetryBudget } from '../resilience/index.ts'
import type { HostStats } from './http-client.ts'

/** How many hosts are remembered for each policy: what is older has no memory worth keeping. */
const mostHosts = 1_000

/** What is known of one host, by one policy. */
export interface Host {
  readonly breaker: CircuitBreaker | undefined
  readonly budget: RetryBudget
}

/**
 * Breakers and retry budgets, one of each for every host and policy: that a host fails the quick check of its
 * health says nothing of whether it answers a model's prompt.
 *
 *     hosts.find('https://api.example', policy).budget.deposit()
 */
export class Hosts {
  readonly #clock: Clock
  readonly #known = new Map<string, Map<string, Host>>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  find(url: URL, policy: ResolvedPolicy): Host {
    const hosts = this.#hostsOf(policy.name)
    const key = `${url.protocol}//${url.host}`
    const host = hosts.get(key) ?? this.#make(policy)
    hosts.delete(key)
    hosts.set(key, host)
    const [oldest] = hosts.keys()
    if (hosts.size > mostHosts && oldest !== undefined) hosts.delete(oldest)
    return host
  }

  stats(): HostStats[] {
    return [...this.#known].flatMap(([policy, hosts]) =>
      [...hosts].flatMap(([origin, { breaker }]) =>
        breaker === undefined ? [] : [{ policy, host: new URL(origin).host, breaker: breaker.state }],
      ),
    )
  }

  #hostsOf(policy: string): Map<string, Host> {
    const hosts = this.#known.get(policy) ?? new Map<string, Host>()
    this.#known.set(policy, hosts)
    return hosts
  }

  #make({ breaker }: ResolvedPolicy): Host {
    return {
      breaker: breaker === false ? undefined : new CircuitBreaker(breaker, this.#clock),
      budget: new RetryBudget(),
    }
  }
}
