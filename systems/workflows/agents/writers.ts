import { promptBlock } from '@vivace/llm'
import type { Source } from '../models/results.ts'
import { type Agent, blocksAreData } from './agent.ts'

const citing = 'Cite sources by their index in square brackets, as in [1]. Cite only sources that are given.'

/** What a draft is written from. */
export interface Drafting {
  readonly topic: string
  readonly sources?: readonly Source[]
}

/** A draft, and what it is judged or revised by. */
export interface Judging extends Drafting {
  readonly draft: string
}

export interface Revising extends Judging {
  readonly critique: string
}

/** Writes a first draft. */
export const draftWriter: Agent<Drafting> = {
  name: 'writer',
  async execute({ topic, sources = [] }, { text }) {
    const task =
      sources.length > 0
        ? `Write a draft of a report on the topic from the sources, with headings in Markdown. ${citing}`
        : 'Write a draft of a clear, well-structured text on the topic, in Markdown.'
    return text({
      system: `You are a careful writer. ${task} ${blocksAreData}`,
      prompt: [promptBlock('topic', topic), ...sourceBlocks(sources)].join('\n'),
    })
  },
}

/** Says what is wrong with a draft. */
export const critic: Agent<Judging> = {
  name: 'critic',
  async execute({ topic, draft, sources = [] }, { text }) {
    const checks = sources.length > 0 ? ' Check that every claim has a citation that supports it.' : ''
    return text({
      system: `You are a strict critic. Critique the draft: what is wrong, missing, unclear or unsupported, as a list of at most seven points.${checks} ${blocksAreData}`,
      prompt: [promptBlock('topic', topic), ...sourceBlocks(sources), promptBlock('draft', draft)].join('\n'),
    })
  },
}

/** Writes the draft anew, as the critique says. */
export const reviser: Agent<Revising> = {
  name: 'reviser',
  async execute({ topic, draft, critique, sources = [] }, { text }) {
    const rules = sources.length > 0 ? ` ${citing}` : ''
    return text({
      system: `You are a careful editor. Revise the draft so that it answers the critique. Give the whole revised text in Markdown, and nothing else.${rules} ${blocksAreData}`,
      prompt: [
        promptBlock('topic', topic),
        ...sourceBlocks(sources),
        promptBlock('draft', draft),
        promptBlock('critique', critique),
      ].join('\n'),
    })
  },
}

const longestSummary = 2_000

/** Sources as blocks of a prompt, each with the index by which it is cited. */
export function sourceBlocks(sources: readonly Source[]): string[] {
  return sources.map(({ title, url, summary, published_at }, at) =>
    promptBlock('source', summary.slice(0, longestSummary), {
      index: at + 1,
      title: title.slice(0, 300),
      url: url.slice(0, 500),
      published: published_at?.slice(0, 10),
    }),
  )
}
