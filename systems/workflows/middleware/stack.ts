import { rateLimit } from '@vivace/limits'
import { telemetry } from '@vivace/telemetry'
import { type AppMiddleware, type Exchange, mapAnswer, type Middleware, singleton } from 'vivace'
import { cors } from 'vivace/middleware'
import { config } from '../core/config.ts'
import { metrics } from '../core/metrics.ts'

const probes = new Set(['/health', '/health/live', '/readiness', '/metrics'])

/** A key has 100 requests a minute, known or not; whoever tries many keys has those of the address. */
const limits = rateLimit([
  { name: 'key', limit: 100, per: '1m', by: presentedKey, skip: isProbe },
  { name: 'address', limit: 600, per: '1m', skip: isProbe },
])

const origins = singleton({ config }, ({ config }) =>
  cors({
    origins: config.allowedOrigins,
    exposeHeaders: ['location', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-correlation-id'],
  }),
)

/** What the limiter refuses never reaches `cors()`, which stands further inside: pages shall read it all the same. */
const readableRefusals = singleton(
  { origins },
  ({ origins }): Middleware =>
    (exchange, next) =>
      mapAnswer(next(), (answer) =>
        answer.status === 429 && answer.get('access-control-allow-origin') === undefined
          ? origins(exchange, () => answer)
          : answer,
      ),
)

/** Logging, then rate limits, then CORS: the first sees everything, what the limits refuse as well. */
export const middlewareStack: readonly AppMiddleware[] = [
  telemetry({ metrics }),
  readableRefusals,
  limits,
  origins,
]

function presentedKey(exchange: Exchange): string | undefined {
  return exchange.header('x-api-key') ?? exchange.header('authorization')
}

function isProbe({ localPath }: Exchange): boolean {
  return probes.has(localPath)
}
