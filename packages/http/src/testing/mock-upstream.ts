import type { OpenTransport } from '../transport/index.ts'
import { InterceptedRoute, type Interceptor } from './intercepted-route.ts'
import type { MockedRequest, MockRoute } from './mock-route.ts'
import { MockTransport } from './mock-transport.ts'

/** The outside world, as a test has it. */
export interface MockUpstream {
  /** Give it to `httpTransport`: whatever client asks for a transport then gets this one. */
  readonly open: OpenTransport
  /** What has been sent, in order. */
  readonly requests: readonly MockedRequest[]
  /**
   * An address, to be given answers. Without a query it is answered whatever query it is called with.
   *
   *     upstream.on('GET', 'https://api.example/items/7').reply(200, { id: 7 })
   */
  on(method: string, url: string): MockRoute
  /** Answers that were to be given so many times, and have not been: `GET https://api.example/items/7`. */
  unused(): string[]
}

/**
 * Other services for a test: policies, retries, breakers and checks are the app's own, only the connections are not.
 *
 *     const upstream = mockUpstream()
 *     upstream.on('GET', 'https://api.example/items/7').reply(503, undefined, { times: 1 }).reply(200, { id: 7 })
 *     app.override(httpTransport, () => upstream.open)
 *
 * A request that it has no answer for fails with `UnexpectedRequest`, and is not repeated.
 */
export function mockUpstream(): MockUpstream {
  const transport = new MockTransport()
  /** What the matcher of an interceptor is of. */
  const names = new Map<unknown, string>()
  const lastRequest = (): MockedRequest => {
    const last = transport.requests.at(-1)
    if (last === undefined) throw new Error('Nothing has been sent.')
    return last
  }
  return {
    open: () => transport,
    requests: transport.requests,
    on(method, url) {
      const { origin, pathname, search } = new URL(url)
      const isMeant = (path: string): boolean =>
        search === '' ? path.split('?')[0] === pathname : path === `${pathname}${search}`
      names.set(isMeant, `${method.toUpperCase()} ${url}`)
      const intercept = (): Interceptor =>
        transport.agent.get(origin).intercept({ path: isMeant, method: method.toUpperCase() })
      return new InterceptedRoute(intercept, lastRequest)
    },
    unused: () => {
      const pending = transport.agent.pendingInterceptors().filter(({ persist }) => !persist)
      return pending.map(({ path }) => names.get(path) ?? '')
    },
  }
}
