import type { Dictionary } from './dictionary.ts'
import { distanceFrom } from './edit-distance.ts'
import { leastDistance, letterSet } from './letter-set.ts'
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
  const sameLetters = dictionary.verbsWithoutAccents(plain)
  if (sameLetters.length > 0) return [...sameLetters]
  const matches = lookUp(dictionary, { form: text, region: 'castellano', accents: 'lenient' })
  const found = new Set([...matches.map((match) => match.verb), ...nearestInLetters(dictionary, plain)])
  return [...found].slice(0, suggestions)
}

interface Suggestion {
  readonly verb: string
  readonly distance: number
  readonly sharedStart: number
}

/** Looks no further than it must: most verbs differ in too many letters, which their sets of letters tell at once. */
function nearestInLetters(dictionary: Dictionary, plain: string): string[] {
  // Further than half of what was typed is no longer a slip.
  const furthest = Math.min(3, Math.floor(plain.length / 2))
  for (let limit = 1; limit <= furthest; limit += 1) {
    const found = verbsWithin(dictionary, plain, limit)
    if (found.length >= suggestions || limit === furthest) return found.slice(0, suggestions)
  }
  return []
}

function verbsWithin({ verbs, plainVerbs, letterSets }: Dictionary, plain: string, limit: number): string[] {
  const distanceTo = distanceFrom(plain)
  const letters = letterSet(plain)
  const found: Suggestion[] = []
  for (let at = 0; at < verbs.length; at += 1) {
    if (leastDistance(letters, letterSets[at] ?? 0) > limit) continue
    const candidate = plainVerbs[at] ?? ''
    const distance = distanceTo(candidate, limit)
    if (distance > limit) continue
    found.push({ verb: verbs[at] ?? candidate, distance, sharedStart: sharedStart(plain, candidate) })
  }
  // The sort is stable: what is alike otherwise stays in alphabetical order.
  found.sort((one, other) => one.distance - other.distance || other.sharedStart - one.sharedStart)
  return found.map(({ verb }) => verb)
}

function sharedStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}
