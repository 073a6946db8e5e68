import type { AppOptions } from '../../app.ts'
import type { Application } from '../../app/index.ts'
import { isApp } from '../find-export.ts'
import { corsFindings } from './cors-findings.ts'
import type { Finding } from './finding.ts'
import type { Judged } from './judged.ts'
import { limitFindings, routeFindings } from './limit-findings.ts'
import { placeFindings } from './place-findings.ts'
import { memoryFindings, severalServe } from './worker-findings.ts'

export type { Finding } from './finding.ts'
export { settingsFindings } from './settings-findings.ts'

/**
 * What is to be looked at before an app goes live, those mounted in it included.
 *
 *     findingsOf({ app, options: undefined })    // [{ word: 'docs', where: "App 'Shop'", cause: …, remedy: … }]
 */
export function findingsOf({ app, options }: Judged): Finding[] {
  const apps = allApps(app)
  return [
    ...limitFindings(options),
    ...placeFindings({ app, options }),
    ...(severalServe(options) ? apps.flatMap((each) => memoryFindings(each.placed())) : []),
    ...apps.flatMap((each) => appFindings(each)),
  ]
}

function allApps(app: Application): Application[] {
  return [app, ...app.mounted.flatMap((mount) => allApps(mount.app))]
}

function appFindings(app: Application): Finding[] {
  const where = `App '${app.title}'`
  const options: Partial<AppOptions> = isApp(app) ? app['~vivace'].options : {}
  const middleware = (options.middleware ?? []).filter((each) => typeof each === 'function')
  return [
    ...(isDecided(options) ? [] : [undecidedDocs(where)]),
    ...middleware.flatMap((each) => corsFindings(where, each)),
    ...(options.securityHeaders === false ? [noSecurityHeaders(where)] : []),
    ...routeFindings(app.placed()),
  ]
}

interface DocsOptions {
  readonly docsUrl?: unknown
  readonly redocUrl?: unknown
  readonly openapiUrl?: unknown
}

function isDecided({ docsUrl, redocUrl, openapiUrl }: DocsOptions): boolean {
  return openapiUrl === false || docsUrl !== undefined || redocUrl !== undefined
}

const undecidedDocs = (where: string): Finding => ({
  word: 'docs',
  where,
  cause: 'nobody has said whether its docs are public; they are, at /docs and /redoc',
  remedy: "Write docsUrl: '/docs' to publish them, or openapiUrl: false to publish nothing.",
})

const noSecurityHeaders = (where: string): Finding => ({
  word: 'security-headers',
  where,
  cause: 'its answers have no security headers',
  remedy:
    'Leave securityHeaders: false out, or put securityHeaders() into the middleware and except this finding.',
})
