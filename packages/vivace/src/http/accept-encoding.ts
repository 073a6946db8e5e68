import { parseWeight } from './weight.ts'

/** Longer than what any client sends; a longer one is as good as absent. */
const longestHeader = 1_024

/**
 * The content coding for an Accept-Encoding header out of those that there are, the dearest to us first;
 * `undefined` if the body is to be sent as it is.
 *
 *     chooseCoding('gzip, br', ['br', 'gzip'])           // 'br'
 *     chooseCoding('gzip, br;q=0.5', ['br', 'gzip'])     // 'gzip'
 *     chooseCoding(undefined, ['br', 'gzip'])            // undefined: who says nothing may not be able to
 *
 * A body that no coding fits is sent as it is, even where the client refuses that: an answer that it may not
 * read is no worse than 406 (RFC 9110, section 12.5.3).
 */
export function chooseCoding<Coding extends string>(
  header: string | undefined,
  offered: readonly Coding[],
): Coding | undefined {
  if (header === undefined || header.length > longestHeader) return undefined
  const weights = parseWeights(header)
  const others = weights.get('*') ?? 0
  let best: Coding | undefined
  // What says nothing of the plain form does not prefer it.
  let bestWeight = Math.max(weights.get('identity') ?? 0, Number.MIN_VALUE)
  for (const coding of offered) {
    const weight = weights.get(coding) ?? others
    if (weight < bestWeight || (best !== undefined && weight === bestWeight)) continue
    best = coding
    bestWeight = weight
  }
  return best
}

function parseWeights(header: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((text) => text.trim())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    // An old name that must be taken for gzip (RFC 9110, section 8.4.1.3).
    const coding = name === 'x-gzip' ? 'gzip' : name
    // What is no weight is none at all: the coding is then refused, which every client can read.
    if (coding !== '') weights.set(coding, weight === undefined ? 1 : (parseWeight(weight.slice(2)) ?? 0))
  }
  return weights
}
