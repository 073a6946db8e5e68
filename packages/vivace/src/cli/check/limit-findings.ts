import type { ServeOptions } from '../../node/serve-options.ts'
import type { PlacedRoute } from '../../operations/index.ts'
import type { Finding } from './finding.ts'

/** Limits of `serve` without which one client can hold the server, or fill its memory. */
const limits = [
  'maxConnections',
  'headersTimeout',
  'requestTimeout',
  'keepAliveTimeout',
  'stallTimeout',
  'maxHeaders',
  'maxUrlLength',
  'minBodyRate',
] as const satisfies readonly (keyof ServeOptions)[]

/** Limits of `serve` that are turned off. */
export function limitFindings(options: ServeOptions = {}): Finding[] {
  return limits
    .filter((name) => isNone(options[name]))
    .map((name) => ({
      word: 'limits',
      where: `serve({ ${name} })`,
      cause: 'the limit is turned off',
      remedy: 'Leave it out for the default, or write what the app needs.',
    }))
}

const isNone = (limit: unknown): boolean => limit === 0 || (typeof limit === 'string' && /^0\D/.test(limit))

/** More than this is held in memory for one request only on purpose. In bytes. */
const muchBody = 100 * 1_048_576

/** Routes that take bodies of any size. */
export function routeFindings(routes: readonly PlacedRoute[]): Finding[] {
  return routes
    .filter(({ route }) => (route['~vivace'].options.bodyLimit ?? 0) > muchBody)
    .map(({ route, template }) => ({
      word: 'limits',
      where: `${route.method} ${template.text}`,
      cause: 'one request may fill more than 100 MiB of memory with its body',
      remedy: 'Lower bodyLimit, or take the body as a stream or an upload.',
    }))
}
