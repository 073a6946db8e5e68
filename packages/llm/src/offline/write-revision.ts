import { citedIn, findFaults, isSame, longestSentence, type Rule, rules, sourceOf } from './find-faults.ts'
import type { Material } from './material.ts'
import { offlineNote, withoutNote } from './offline-note.ts'
import { rankedSentences } from './ranked-sentences.ts'
import { sentencesIn, stemsIn } from './words.ts'
import { titleOf, withCitation } from './write-draft.ts'

/**
 * The draft with the faults mended that the critique names; all of them, if it names none of the rules.
 *
 *     writeRevision(materialOf(messages))
 */
export function writeRevision(material: Material): string {
  const named = rules.filter((rule) => material.critique.includes(rule))
  const wanted = new Set<Rule>(named.length === 0 ? rules : named)
  const faults = findFaults(material).filter(({ rule }) => wanted.has(rule))
  const [text = '', list] = withoutNote(material.draft).split(/^(?=## Sources$)/m)
  const seen: ReadonlySet<string>[] = []
  const lines = text.split('\n').map((line) => mendedLine(line, { material, wanted, seen }))
  const body = lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  const hasTitle = body.startsWith('# ')
  const [title = '', ...rest] = hasTitle ? body.split('\n\n') : [`# ${titleOf(material.topic)}`, body]
  const added = wanted.has('unused-source') ? additions(material) : []
  const parts = [
    title,
    offlineNote,
    ...rest,
    ...added,
    appliedLine(faults.map(({ rule }) => rule)),
    list ?? '',
  ]
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}

interface Mending {
  readonly material: Material
  readonly wanted: ReadonlySet<Rule>
  /** The stems of the sentences that have been said. */
  readonly seen: ReadonlySet<string>[]
}

function mendedLine(line: string, mending: Mending): string {
  if (/^\s*(?:#|$|- |\d+\. )/.test(line)) return line
  return sentencesIn(line)
    .flatMap((sentence) => mendedSentence(sentence, mending))
    .join(' ')
}

function mendedSentence(sentence: string, { material, wanted, seen }: Mending): string[] {
  const { sources } = material
  const stems = stemsIn(sentence)
  if (wanted.has('repetition') && seen.some((earlier) => isSame(earlier, stems))) return []
  seen.push(stems)
  const known = new Set(sources.map(({ number }) => number))
  let text = sentence
  if (wanted.has('unknown-citation') && sources.length > 0)
    text = text.replaceAll(/ ?\[(\d{1,3})\]/g, (cited, number) => (known.has(Number(number)) ? cited : ''))
  const source =
    wanted.has('missing-citation') && citedIn(text).length === 0 ? sourceOf(text, sources) : undefined
  if (source !== undefined) text = withCitation(text, source)
  return wanted.has('long-sentence') ? halves(text) : [text]
}

/** Where what follows can stand alone: after a semicolon, or where a clause with a subject of its own begins. */
const joint =
  /; |, (?:and|but|while|whereas) (?=(?:a|an|each|he|it|its|many|she|some|such|that|the|their|there|these|they|this|those|we|you)\b)/g

/** A long sentence as two, where it has a joint near its middle; both keep their citation. */
function halves(sentence: string): string[] {
  if (sentence.split(/\s+/).length <= longestSentence) return [sentence]
  const joints = [...sentence.matchAll(joint)]
  const middle = sentence.length / 2
  const [nearest] = joints.sort((one, other) => Math.abs(one.index - middle) - Math.abs(other.index - middle))
  if (nearest === undefined) return [sentence]
  const [first, second] = [
    sentence.slice(0, nearest.index),
    sentence.slice(nearest.index + nearest[0].length),
  ]
  const [cited] = citedIn(second)
  const begun = second.charAt(0).toUpperCase() + second.slice(1)
  return [cited === undefined || citedIn(first).length > 0 ? `${first}.` : withCitation(first, cited), begun]
}

function additions({ sources, topic, draft }: Material): string[] {
  const cited = citedIn(draft.split(/^## Sources$/m)[0] ?? '')
  const unused = sources.filter(({ number, text }) => text !== '' && !cited.includes(number))
  const sentences = unused.flatMap(({ number, text }) => {
    const [best] = rankedSentences(topic, [text])
    return best === undefined ? [] : [withCitation(best.text, number)]
  })
  return sentences.length === 0 ? [] : ['## Further', sentences.join(' ')]
}

function appliedLine(broken: readonly Rule[]): string {
  const counts = [...new Set(broken)].map((rule) => `${rule} ${broken.filter((one) => one === rule).length}`)
  return counts.length === 0 ? 'Nothing had to be revised.' : `Revised for: ${counts.join(', ')}.`
}
