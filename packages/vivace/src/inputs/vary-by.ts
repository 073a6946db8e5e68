import type { ResponseDraft } from './source.ts'

/** Tells caches that the answer depends on a header of the request, once (RFC 9110, section 12.5.5). */
export function varyBy({ headers }: ResponseDraft, name: string): void {
  const isSaid = headers.some((value, at) => at % 2 === 1 && value === name && headers[at - 1] === 'vary')
  if (!isSaid) headers.push('vary', name)
}
