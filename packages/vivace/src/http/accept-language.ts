import { splitUnquoted } from './split-unquoted.ts'
import { parseWeight } from './weight.ts'

/** One range of an Accept-Language header: in lower case, `*` for any. */
interface LanguageRange {
  readonly range: string
  readonly weight: number
}

/**
 * The language for an Accept-Language header out of those that there are (RFC 9110, section 12.5.4); `undefined` if the
 * client names none of them.
 *
 *     chooseLanguage('es-MX, en;q=0.8', ['en', 'es'])    // 'es': looked up by the shorter name
 *     chooseLanguage('en', ['es', 'en-GB'])              // 'en-GB': a range takes what begins with it
 *
 * Both ways of RFC 4647 count: lookup (section 3.4) and filtering (section 3.3.1). Of languages that weigh the same, the
 * one that the header names first is taken.
 */
export function chooseLanguage<Language extends string>(
  header: string | undefined,
  offered: readonly Language[],
): Language | undefined {
  const ranges = parseRanges(header ?? '')
  let best: Language | undefined
  let bestWeight = 0
  let bestPlace = 0
  for (const language of offered) {
    const { weight, place } = matchOf(language.toLowerCase(), ranges)
    if (weight < bestWeight || weight === 0 || (weight === bestWeight && place >= bestPlace)) continue
    best = language
    bestWeight = weight
    bestPlace = place
  }
  return best
}

/** The first language that a header does not refuse by its name, with a weight of 0. */
export function firstNotRefused<Language extends string>(
  header: string | undefined,
  offered: readonly Language[],
): Language | undefined {
  const refused = parseRanges(header ?? '').filter(({ range, weight }) => weight === 0 && range !== '*')
  return offered.find((language) => !refused.some(({ range }) => covers(range, language.toLowerCase())))
}

function parseRanges(header: string): readonly LanguageRange[] {
  return splitUnquoted(header.toLowerCase(), ',').flatMap((part) => {
    const [range = '', ...parameters] = splitUnquoted(part, ';')
    const given = parameters.find((parameter) => parameter.startsWith('q='))
    const weight = given === undefined ? 1 : parseWeight(given.slice(2))
    return weight === undefined ? [] : [{ range, weight }]
  })
}

interface Match {
  readonly weight: number
  /** Where in the header the range is that gave the weight. */
  readonly place: number
}

// Who asks for Mexican Spanish is served by Spanish, whatever the weight of plain Spanish is: that is lookup.
function matchOf(language: string, ranges: readonly LanguageRange[]): Match {
  const covering = closestCovering(language, ranges)
  let best: Match = { weight: ranges[covering]?.weight ?? 0, place: covering }
  for (const [place, { range, weight }] of ranges.entries()) {
    if (range.startsWith(`${language}-`) && weight > best.weight) best = { weight, place }
  }
  return best
}

/** The place of the longest range that takes the language; -1 if none does. */
function closestCovering(language: string, ranges: readonly LanguageRange[]): number {
  let closest = -1
  let length = -1
  for (const [place, { range }] of ranges.entries()) {
    const reach = range === '*' ? 0 : range.length
    if (!covers(range, language) || reach <= length) continue
    closest = place
    length = reach
  }
  return closest
}

function covers(range: string, language: string): boolean {
  return range === '*' || language === range || language.startsWith(`${range}-`)
}
