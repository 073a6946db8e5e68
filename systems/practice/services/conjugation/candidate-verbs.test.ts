import { expect, it } from 'vitest'
import { candidateVerbs } from './candidate-verbs.ts'
import { Dictionary } from './dictionary.ts'

const dictionary = new Dictionary()
const isVerb = (verb: string): boolean => dictionary.has(verb)

const initials = [...new Set(dictionary.verbs.map((verb) => verb.slice(0, 1)))]

it.each(initials)('finds the verb behind every form of every tense, of the verbs in %s-', (initial) => {
  const missed: string[] = []
  const verbs = dictionary.verbs.filter((verb) => verb.startsWith(initial))
  for (const verb of verbs.filter((name) => !name.endsWith('se') || !isVerb(name.slice(0, -2)))) {
    const reflexive = isVerb(`${verb}se`) ? [`${verb}se`] : []
    for (const [word, owners] of lastWords([verb, ...reflexive])) {
      const candidates = candidateVerbs(word, isVerb)
      for (const owner of owners) if (!candidates.has(owner)) missed.push(`${owner} ${word}`)
    }
  }
  expect(missed).toEqual([])
})

it('offers no more than a handful', () => {
  expect([...candidateVerbs('durmamos', isVerb)].sort()).toEqual(['dormir', 'dormirse'])
  expect([...candidateVerbs('no nos vayamos', isVerb)].sort()).toEqual(['ir', 'irse', 'ser'])
  expect([...candidateVerbs('xyz', isVerb)]).toEqual([])
})

/** The last word of every form, with the verbs that have it; the words before it are pronouns and auxiliaries. */
function lastWords(verbs: readonly string[]): Map<string, Set<string>> {
  const owners = new Map<string, Set<string>>()
  for (const verb of verbs) {
    for (const form of formsOf(verb)) {
      const word = form.slice(form.lastIndexOf(' ') + 1)
      owners.set(word, (owners.get(word) ?? new Set()).add(verb))
    }
  }
  return owners
}

function formsOf(verb: string): string[] {
  const paradigms = [...dictionary.paradigms(verb, 'castellano'), ...dictionary.paradigms(verb, 'voseo')]
  return paradigms.flatMap(({ forms }) => Object.values(forms).flat()).filter((form) => form !== null)
}
