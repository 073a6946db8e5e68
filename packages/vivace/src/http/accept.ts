import { parseMediaType, type MediaType } from './media-type.ts'
import { parseNamedValue } from './named-value.ts'
import { splitUnquoted } from './split-unquoted.ts'
import { parseWeight } from './weight.ts'

/** One media range of an Accept header (RFC 9110, section 12.5.1). */
interface MediaRange {
  /** In lower case; `*` for any. */
  readonly type: string
  readonly subtype: string
  readonly parameters: ReadonlyMap<string, string>
  readonly weight: number
}

/** A media type that there is, and how it is written. */
export interface OfferedMediaType<Name extends string = string> extends MediaType {
  readonly name: Name
}

/** Reads a media type that a server has; `undefined` if it is none. */
export function offerMediaType<Name extends string>(name: Name): OfferedMediaType<Name> | undefined {
  const parsed = parseMediaType(name)
  return parsed === undefined || parsed.essence.includes('*') ? undefined : { name, ...parsed }
}

/**
 * The media type for an Accept header out of those that there are, the dearest to us first; `undefined` if the client
 * takes none of them (RFC 9110, section 12.5.1).
 *
 *     const offered = [offerMediaType('application/json'), offerMediaType('text/csv')]
 *     chooseMediaType('text/csv', offered)          // 'text/csv'
 *     chooseMediaType('text/*;q=0.5, *\/*', offered)   // 'application/json'
 *     chooseMediaType('image/png', offered)         // undefined
 *
 * A header without one range that can be read is as good as absent, and an absent one takes everything.
 */
export function chooseMediaType<Name extends string>(
  header: string | undefined,
  offered: readonly OfferedMediaType<Name>[],
): Name | undefined {
  const ranges = header === undefined ? [] : parseRanges(header)
  if (ranges.length === 0) return offered[0]?.name
  let best: Name | undefined
  let bestWeight = 0
  for (const each of offered) {
    const weight = weightOf(each, ranges)
    if (weight <= bestWeight) continue
    best = each.name
    bestWeight = weight
  }
  return best
}

function parseRanges(header: string): readonly MediaRange[] {
  return splitUnquoted(header, ',').flatMap((part) => parseRange(part) ?? [])
}

function parseRange(text: string): MediaRange | undefined {
  const [essence = '', ...rest] = splitUnquoted(text, ';')
  const [type = '', subtype = '', ...more] = essence.toLowerCase().split('/')
  const isWellFormed = type !== '' && subtype !== '' && more.length === 0 && (type !== '*' || subtype === '*')
  const named = rest.map(parseNamedValue)
  if (!isWellFormed || named.includes(undefined)) return undefined
  const parameters = new Map(named.flatMap((each) => (each === undefined ? [] : [each])))
  const weight = parseWeight(parameters.get('q') ?? '1')
  parameters.delete('q')
  // All text that we send is UTF-8: who asks for it by name, as several clients do, gets it.
  if (parameters.get('charset')?.toLowerCase() === 'utf-8') parameters.delete('charset')
  return weight === undefined ? undefined : { type, subtype, parameters, weight }
}

// The most specific range has the word, and of two that are as specific, the first.
function weightOf(offered: MediaType, ranges: readonly MediaRange[]): number {
  let weight = 0
  let closest = -1
  for (const range of ranges) {
    const specificity = specificityOf(range, offered)
    if (specificity <= closest) continue
    closest = specificity
    weight = range.weight
  }
  return weight
}

/** How close a range is to a media type; -1 if it does not take it. */
function specificityOf({ type, subtype, parameters }: MediaRange, offered: MediaType): number {
  const isTaken = type === '*' || offered.essence === `${type}/${subtype}` || isOfType(type, subtype, offered)
  if (!isTaken) return -1
  for (const [name, value] of parameters) {
    if (offered.parameters.get(name)?.toLowerCase() !== value.toLowerCase()) return -1
  }
  return Number(type !== '*') + Number(subtype !== '*') + parameters.size
}

function isOfType(type: string, subtype: string, { essence }: MediaType): boolean {
  return subtype === '*' && essence.startsWith(`${type}/`)
}
