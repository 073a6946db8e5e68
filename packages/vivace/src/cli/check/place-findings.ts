import { isStopping } from '../../dependencies/index.ts'
import { isOfKind } from '../../middleware/middleware-kind.ts'
import type { Finding } from './finding.ts'
import type { Judged } from './judged.ts'

/** What nobody has said of the place that an app is served in: proxies, hosts, balancers. */
export function placeFindings({ app, options }: Judged): Finding[] {
  const where = `App '${app.title}'`
  const { trustedProxies, middleware = [] } = app['~vivace'].options
  // Or a route tells whether the app is about to stop: that of `@vivace/telemetry`, or one of the user's own.
  const isProbed =
    middleware.some((each) => isOfKind('health', each)) ||
    app
      .placed()
      .some(({ route }) => Object.values(route['~vivace'].options.inputs ?? {}).includes(isStopping))
  return [
    ...(trustedProxies === undefined ? [undecidedProxies(where)] : []),
    ...(middleware.some((each) => isOfKind('allowed-hosts', each)) ? [] : [anyHost(where)]),
    ...(isProbed ? [] : [noReadiness(where)]),
    ...(isProbed && options !== undefined && isNone(options.drainDelay) ? [noDrainDelay] : []),
  ]
}

const isNone = (duration: unknown): boolean =>
  duration === undefined || duration === 0 || (typeof duration === 'string' && /^0\D/.test(duration))

const undecidedProxies = (where: string): Finding => ({
  word: 'proxies',
  where,
  cause: 'nobody has said which proxies are in front of it; behind one, every client has its address',
  remedy: "Write trustedProxies: ['uniquelocal'] or their addresses; trustedProxies: [] if there is none.",
})

const anyHost = (where: string): Finding => ({
  word: 'hosts',
  where,
  cause: 'it answers whatever host it is asked for, and writes that host into addresses',
  remedy: "Put allowedHosts(['shop.example']) into its middleware, after health().",
})

const noReadiness = (where: string): Finding => ({
  word: 'readiness',
  where,
  cause: 'no balancer can ask whether it is ready, or see that it is about to stop',
  remedy:
    'Put health() first into its middleware, or include a healthRouter(). If nobody asks: --except readiness',
})

const noDrainDelay: Finding = {
  word: 'readiness',
  where: 'serve({ drainDelay })',
  cause: 'the server stops before a balancer can see that it is not ready',
  remedy: "Write twice the time between two probes, as in drainDelay: '5s'.",
}
