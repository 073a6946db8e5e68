import { type Message, type PromptBlock, promptBlocksIn, textOf } from '../conversation/index.ts'

/** What the offline provider does. */
export type OfflineTask = 'draft' | 'critique' | 'revision'

/** A text that may be cited. */
export interface Source {
  /** The number in `[1]`. */
  readonly number: number
  readonly title: string
  readonly url: string | undefined
  readonly text: string
}

/** What a conversation gives to work with. */
export interface Material {
  readonly task: OfflineTask
  readonly topic: string
  readonly sources: readonly Source[]
  readonly draft: string
  readonly critique: string
}

/** As much of one text as is read, in characters: rules are not to hold up an app. */
const longestText = 20_000
const mostSources = 20
/** A topic is some words, not a page. */
const longestTopic = 500

/**
 * What a conversation gives to work with: blocks that `promptBlock` has written, answers of tools, and the words
 * around them.
 *
 *     materialOf([{ role: 'user', content: promptBlock('topic', 'AI ethics') }]).topic    // 'AI ethics'
 */
export function materialOf(messages: readonly Message[]): Material {
  const told = messages.filter(({ role }) => role === 'user')
  const blocks = told.flatMap((message) => promptBlocksIn(textOf(message)))
  const [saidFirst, saidThen] = messages.filter(({ role }) => role === 'assistant').map(textOf)
  const words = instructionsIn(messages)
  const last = plainText(told.at(-1))
  const given = blockText(blocks, 'draft') ?? saidFirst
  const asked = taskIn(words)
  const draft = given ?? (asked === 'draft' ? '' : afterInstruction(last))
  const critique = blockText(blocks, 'critique') ?? saidThen ?? ''
  return {
    task: taskOf({ draft, critique, isGiven: given !== undefined, asked }),
    topic: (topicIn(blocks) ?? (last || plainText(told[0]))).slice(0, longestTopic).trim(),
    sources: sourcesIn(blocks, messages),
    draft: draft.slice(0, longestText),
    critique: critique.slice(0, longestText),
  }
}

interface Told {
  readonly draft: string
  readonly critique: string
  /** Whether the draft was given as such. */
  readonly isGiven: boolean
  /** What the words around it ask for. */
  readonly asked: OfflineTask
}

function taskOf({ draft, critique, isGiven, asked }: Told): OfflineTask {
  if (draft.trim() === '') return 'draft'
  if (critique !== '') return 'revision'
  return isGiven && asked === 'draft' ? 'critique' : asked
}

/** Words by which a task is told: an order at the beginning of a line, or who the model is to be. */
const orders: readonly (readonly [task: OfflineTask, words: RegExp])[] = [
  ['revision', /^(?:please |now )?(?:revise|rewrite|improve|polish|edit)\b/im],
  ['revision', /\byou are (?:a|an|the) (?:editor|reviser)\b/i],
  ['critique', /^(?:please |now )?(?:critique|criticise|criticize|review)\b/im],
  ['critique', /\byou are (?:a|an|the) (?:critic|reviewer)\b/i],
]

function taskIn(words: string): OfflineTask {
  return orders.find(([, order]) => order.test(words))?.[0] ?? 'draft'
}

/** `Revise this: …` without its order. */
function afterInstruction(text: string): string {
  const end = text.search(/[:\n]/)
  return end < 0 ? '' : text.slice(end + 1).trim()
}

/** What is said outside of blocks, without the answers of the model. */
function instructionsIn(messages: readonly Message[]): string {
  const asked = messages.filter(({ role }) => role === 'system' || role === 'user')
  return asked.map(plainText).join('\n').slice(0, longestText)
}

function plainText(message: Message | undefined): string {
  if (message === undefined) return ''
  const text = textOf(message)
  // What stands between the first tag and the last one is data.
  const begin = text.search(/<[a-z][a-z0-9-]{0,30}[ >]/)
  const end = text.lastIndexOf('</')
  return begin < 0 || end < begin
    ? text
    : `${text.slice(0, begin)}${text.slice(end).replace(/^<\/[^>]{0,32}>/, '')}`
}

const blockText = (blocks: readonly PromptBlock[], tag: string): string | undefined =>
  blocks.findLast((block) => block.tag === tag)?.text

/** A topic, or what a step of a plan is called. */
const topicTags = ['topic', 'question', 'goal', 'task', 'instruction']

function topicIn(blocks: readonly PromptBlock[]): string | undefined {
  return topicTags.map((tag) => blockText(blocks, tag)).find((text) => text !== undefined)
}

function sourcesIn(blocks: readonly PromptBlock[], messages: readonly Message[]): Source[] {
  const known = ['draft', 'critique', ...topicTags]
  const given = blocks.filter(({ tag }) => !known.includes(tag))
  const found = messages.filter(({ role }) => role === 'tool').map((message) => textOf(message))
  const sources = given.map(({ attributes, text, tag }, at) => ({
    number: Number(attributes['n'] ?? attributes['index'] ?? at + 1) || at + 1,
    title: attributes['title'] ?? `${tag} ${at + 1}`,
    url: attributes['url'],
    text: text.slice(0, longestText),
  }))
  const results = found.map((text, at) => ({
    number: sources.length + at + 1,
    title: `tool result ${at + 1}`,
    url: undefined,
    text: text.slice(0, longestText),
  }))
  return [...sources, ...results].slice(0, mostSources)
}
