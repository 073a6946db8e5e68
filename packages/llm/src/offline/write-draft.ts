import type { Material, Source } from './material.ts'
import { offlineNote } from './offline-note.ts'
import { type RankedSentence, rankedSentences } from './ranked-sentences.ts'
import { sentencesIn, stemsIn, wordsIn } from './words.ts'

/**
 * A draft out of the sentences of the sources, cited as `[1]`; where there are none, the questions that a text on the
 * topic has to answer.
 *
 *     writeDraft(materialOf(messages))
 */
export function writeDraft({ topic, sources }: Material): string {
  const used = sources.filter(({ text }) => text !== '')
  const body = used.length === 0 ? withoutSources(topic) : fromSources(topic, used)
  return [`# ${titleOf(topic)}`, offlineNote, ...body].join('\n\n')
}

/** The first line of a topic, as a heading. */
export function titleOf(topic: string): string {
  const line = (sentencesIn(topic)[0] ?? 'Untitled').slice(0, 120)
  let end = line.length
  while (end > 1 && '.:;,! '.includes(line.charAt(end - 1))) end -= 1
  return line.charAt(0).toUpperCase() + line.slice(1, end)
}

function fromSources(topic: string, sources: readonly Source[]): string[] {
  const ranked = distinct(
    rankedSentences(
      topic,
      sources.map(({ text }) => text),
    ),
  )
  const cited = ({ text, from }: RankedSentence): string => withCitation(text, sources[from]?.number ?? 1)
  const overview = ranked.slice(0, 3)
  const details = sources.map((_, from) =>
    ranked
      .slice(3)
      .filter((one) => one.from === from)
      .slice(0, 2),
  )
  const paragraphs = details.filter((each) => each.length > 0).map((each) => each.map(cited).join(' '))
  const missing = uncovered(topic, sources)
  return [
    ...(overview.length === 0 ? [] : ['## Overview', overview.map(cited).join(' ')]),
    ...(paragraphs.length === 0 ? [] : ['## What the sources say', ...paragraphs]),
    ...(missing.length === 0 ? [] : ['## Open points', `No source mentions ${missing.join(', ')}.`]),
    '## Sources',
    sources
      .map(({ number, title, url }) => `[${number}] ${title}${url === undefined ? '' : `, ${url}`}`)
      .join('\n'),
  ]
}

/** A sentence with its citation before the full stop. */
export function withCitation(sentence: string, number: number): string {
  const [, text = sentence, stop = ''] = /^([^]*?)([.!?]?)$/.exec(sentence) ?? []
  return `${text} [${number}]${stop === '' ? '.' : stop}`
}

const listed = new Intl.ListFormat('en')

function withoutSources(topic: string): string[] {
  const sentences = sentencesIn(topic)
  if (sentences.length > 2) {
    const best = rankedSentences(topic, [topic]).slice(0, 3)
    if (best.length > 0) return ['In short:', best.map(({ text }) => text).join(' ')]
  }
  const terms = [...new Set(wordsIn(topic).map(({ text }) => text))].slice(0, 5)
  const quoted = terms.map((term) => `“${term}”`)
  const questions = [
    ...(quoted.length === 0 ? [] : [`What is meant by ${listed.format(quoted)}?`]),
    ...(quoted.length > 1 ? [`How do ${listed.format(quoted)} bear on each other?`] : []),
    'What is known, and by which sources?',
    'What is disputed, and who is affected?',
  ]
  return [
    'There are no sources, so nothing can be said beyond the words of the topic. A text on it has to answer:',
    questions.map((question) => `- ${question}`).join('\n'),
  ]
}

function uncovered(topic: string, sources: readonly Source[]): string[] {
  const known = stemsIn(sources.map(({ text, title }) => `${title} ${text}`).join(' '))
  const missing = wordsIn(topic).filter(({ stem }) => !known.has(stem))
  return [...new Map(missing.map(({ stem, text }) => [stem, `“${text}”`])).values()]
}

/** Without those that say the same as one that is ranked above them. */
function distinct(ranked: readonly RankedSentence[]): RankedSentence[] {
  const seen = new Set<string>()
  return ranked.filter(({ stems }) => {
    const key = [...stems].sort().join(' ')
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}
