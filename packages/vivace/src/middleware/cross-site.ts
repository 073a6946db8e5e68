import { type DefinedError, defineError } from '../errors/index.ts'

/** The 403 of a request that a page of another origin has sent, or a browser that does not say where it comes from. */
export const CrossSiteRequest: DefinedError = class extends defineError({
  status: 403,
  code: 'cross-site-request',
  title: 'The request comes from another site',
  description: 'A page of another origin has sent it, or a browser that does not say where it comes from.',
}) {
  constructor() {
    super({
      detail: 'A page of another origin has sent it, or a browser that does not say where it comes from.',
    })
  }
}

// RFC 9110, section 9.2.1, and the method QUERY.
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY', 'TRACE'])

/** Whether handlers of a method must change nothing. */
export function changesNothing(method: string): boolean {
  return safeMethods.has(method)
}

/** Whatever has the headers of a request. */
export interface Headed {
  header(name: string): string | undefined
}

/** Whether a browser says that a request comes from a page of ours, or from one that is listed. */
export function isOurs(request: Headed, own: string, accepts: (origin: string) => boolean): boolean {
  const site = request.header('sec-fetch-site')
  const origin = request.header('origin')
  if (site === 'same-origin' || site === 'none') return true
  if (origin === undefined) return false
  if (accepts(origin)) return true
  // A browser that has spoken of the site has said that it is another one.
  return site === undefined && origin === own
}
