import { DefinitionError } from '../errors/index.ts'
import { formatHttpDate } from '../http/http-date.ts'
import type { AnswerDescription } from './description.ts'

/** When an operation is left behind, and what to do then. */
export interface Deprecation {
  /** Since when, or from when on, it should not be used any more: an ISO 8601 date. */
  readonly since?: string | Date
  /** When it will be gone: an ISO 8601 date, not before `since`. */
  readonly sunset?: string | Date
  /** Where it is said what to use instead. */
  readonly link?: string
}

/** The headers that tell clients of a deprecation, and what the documents say of them. */
export interface DeprecationFields {
  /** Flat: name, value, name, value. */
  readonly fields: readonly string[]
  readonly described: NonNullable<AnswerDescription['headers']>
}

/**
 * The headers Deprecation (RFC 9745), Sunset (RFC 8594) and Link of a deprecation. One that has neither date nor
 * link has none: Deprecation is a date.
 *
 *     deprecationFields({ since: '2026-01-01', sunset: '2026-12-31' }, 'GET /items').fields
 *     // ['deprecation', '@1767225600', 'sunset', 'Thu, 31 Dec 2026 00:00:00 GMT']
 *
 * Throws `DefinitionError` DEPRECATION_INVALID.
 */
export function deprecationFields(deprecation: Deprecation, where: string): DeprecationFields {
  const since = timeOf(deprecation.since, where)
  const sunset = timeOf(deprecation.sunset, where)
  if (since !== undefined && sunset !== undefined && sunset < since)
    throw invalid(where, 'its sunset is before its deprecation')
  const links = linksOf(deprecation, where)
  const all = [
    [
      'deprecation',
      since === undefined ? undefined : `@${Math.floor(since / 1_000)}`,
      'Since when it is deprecated (RFC 9745).',
    ],
    ['sunset', sunset === undefined ? undefined : formatHttpDate(sunset), 'When it will be gone (RFC 8594).'],
    ['link', links, 'What to use instead.'],
  ] as const
  const given = all.filter(([, value]) => value !== undefined)
  return {
    fields: given.flatMap(([name, value]) => [name, value ?? '']),
    described: Object.fromEntries(
      given.map(([name, , description]) => [name, { description, schema: { type: 'string' } }]),
    ),
  }
}

function linksOf({ link, sunset }: Deprecation, where: string): string | undefined {
  if (link === undefined) return undefined
  if (!/^[!#-;=?-[\]_a-z~]+$/.test(link)) throw invalid(where, `${JSON.stringify(link)} is not an address`)
  const relations = sunset === undefined ? 'deprecation' : 'deprecation sunset'
  return `<${link}>; rel="${relations}"; type="text/html"`
}

function timeOf(date: string | Date | undefined, where: string): number | undefined {
  if (date === undefined) return undefined
  const isWritten = typeof date !== 'string' || /^\d{4}-\d\d-\d\d(?:T.*)?$/.test(date)
  const time = isWritten ? new Date(date).getTime() : Number.NaN
  if (!Number.isFinite(time)) throw invalid(where, `${JSON.stringify(date)} is not a date`)
  return time
}

function invalid(where: string, cause: string): DefinitionError {
  return new DefinitionError({
    code: 'DEPRECATION_INVALID',
    where,
    cause,
    remedy:
      "write ISO 8601 dates and an address: { since: '2026-01-01', sunset: '2026-12-31', link: '/docs/v2' }",
  })
}
