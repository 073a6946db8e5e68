import type { Reading } from '../inputs/index.ts'

/** Where the pages beside the one that is answered begin: by the name of the relation. */
export type PageLinks = Readonly<Partial<Record<'first' | 'prev' | 'next' | 'last', PageParameters>>>

/** Parameters of the query that tell one page from another; `undefined` leaves one out. */
export type PageParameters = Readonly<Record<string, string | number | undefined>>

/**
 * Adds a Link header (RFC 8288) to the answer in the making. The targets are relative to the request, so they are
 * right under every mount and behind every proxy; what else the query says, they say as well.
 *
 *     addPageLinks(reading, { next: { skip: 20, limit: 20 } })    // link: <?q=a&skip=20&limit=20>; rel="next"
 */
export function addPageLinks({ exchange, response }: Reading, links: PageLinks): void {
  const written = Object.entries(links).map(
    ([relation, parameters]) => `<${targetOf(exchange.queryString, parameters)}>; rel="${relation}"`,
  )
  if (written.length > 0) response.headers.push('link', written.join(', '))
}

function targetOf(queryString: string, parameters: PageParameters): string {
  const query = new URLSearchParams(queryString)
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) query.delete(name)
    else query.set(name, String(value))
  }
  return `?${query.toString()}`
}
