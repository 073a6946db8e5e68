import type { Middleware } from '../../exchange/index.ts'
import { corsOptionsOf } from '../../middleware/cors.ts'
import type { Finding } from './finding.ts'

/** What is to be looked at in a middleware, if it is `cors()`. */
export function corsFindings(where: string, middleware: Middleware): Finding[] {
  const given = corsOptionsOf(middleware)?.origins
  if (given === undefined || typeof given === 'function') return []
  const origins = typeof given === 'string' ? [given] : given
  if (origins.includes('*')) return [everyone(where)]
  return origins.filter((origin) => origin.startsWith('http://')).map((origin) => unencrypted(where, origin))
}

const everyone = (where: string): Finding => ({
  word: 'cors',
  where,
  cause: "cors({ origins: '*' }) lets every page on the web read its answers",
  remedy: 'List the origins that may. If the API is for everyone: --except cors',
})

const unencrypted = (where: string, origin: string): Finding => ({
  word: 'cors',
  where,
  cause: `cors() lets pages of ${origin} read its answers, which anybody on the way can change`,
  remedy: 'Write its https:// origin, and read those of development from the settings.',
})
