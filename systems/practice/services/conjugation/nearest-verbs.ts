import type { Dictionary } from './dictionary.ts'
import { distanceFrom } from './edit-distance.ts'
import { lookUp } from './lookup.ts'
import { normalise, withoutAccents } from './spelling.ts'

/** How many verbs are suggested at most. */
const suggestions = 5

/**
 * The verbs that somebody may have meant who typed an unknown one, best first, at most five:
 * those that differ in accents alone; or those that the text is a form of, then those nearest in letters.
 *
 *     nearestVerbs(dictionary, 'oir')       // ['oír']
 *     nearestVerbs(dictionary, 'hables')    // ['hablar', …]
 *     nearestVerbs(dictionary, 'hablra')    // ['hablar', …]
 */
export function nearestVerbs(dictionary: Dictionary, typed: string): string[] {
  const text = normalise(typed)
  const plain = withoutAccents(text)
  const sameLetters = dictionary.verbs.filter((_, at) => dictionary.plainVerbs[at] === plain)
  if (sameLetters.length > 0) return sameLetters
  const matches = lookUp(dictionary, { form: text, region: 'castellano', accents: 'lenient' })
  const found = new Set([...matches.map((match) => match.verb), ...nearestInLetters(dictionary, plain)])
  return [...found].slice(0, suggestions)
}

interface Suggestion {
  readonly verb: string
  readonly distance: number
  readonly sharedStart: number
}

function nearestInLetters(dictionary: Dictionary, plain: string): string[] {
  const best: Suggestion[] = []
  // Further than half of what was typed is no longer a slip.
  const distanceTo = distanceFrom(plain)
  let limit = Math.min(3, Math.floor(plain.length / 2))
  for (const [at, candidate] of dictionary.plainVerbs.entries()) {
    const distance = distanceTo(candidate, limit)
    if (distance > limit) continue
    best.push({
      verb: dictionary.verbs[at] ?? candidate,
      distance,
      sharedStart: sharedStart(plain, candidate),
    })
    // The sort is stable: what is alike otherwise stays in alphabetical order.
    best.sort((one, other) => one.distance - other.distance || other.sharedStart - one.sharedStart)
    best.length = Math.min(best.length, suggestions)
    if (best.length === suggestions) limit = best.at(-1)?.distance ?? limit
  }
  return best.map(({ verb }) => verb)
}

function sharedStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}
