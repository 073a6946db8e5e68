import { cosineSimilarity } from '@vivace/llm'
import type { Source } from '../models/results.ts'
import type { SearchQuery, SearchTool } from './search-tool.ts'

/** Makes vectors of texts. */
export type Embed = (texts: readonly string[]) => Promise<readonly (readonly number[])[]>

/**
 * Short texts of this repository, for machines without a network: they show how research works, and every title says
 * what they are.
 */
export class OfflineSamples implements SearchTool {
  readonly name = 'offline_sample'
  readonly isConfigured = true
  readonly #embed: Embed

  constructor(embed: Embed) {
    this.#embed = embed
  }

  async search({ query, maxResults }: SearchQuery): Promise<readonly Source[]> {
    const vectors = await this.#embed([query, ...samples.map(({ title, text }) => `${title} ${text}`)])
    const [asked = [], ...of] = vectors
    return samples
      .map((sample, at) => ({ sample, nearness: cosineSimilarity(asked, of[at] ?? []) }))
      .sort((one, other) => other.nearness - one.nearness)
      .slice(0, maxResults)
      .map(({ sample: { slug, title, text } }) => ({
        tool: 'offline_sample',
        title: `Offline sample: ${title}`,
        // RFC 2606 keeps this name for examples: it leads nowhere.
        url: `https://offline-sample.invalid/${slug}`,
        authors: [],
        published_at: null,
        summary: text,
        pdf_url: null,
        primary_category: null,
        score: null,
      }))
  }
}

const samples = [
  {
    slug: 'attention',
    title: 'Attention in transformers',
    text: 'A transformer computes, for every token, weights over all other tokens and sums their values by these weights. The cost of this attention grows with the square of the length of the text. Sparse and linear variants trade accuracy for length.',
  },
  {
    slug: 'ethics',
    title: 'Ethics of artificial intelligence',
    text: 'Questions of AI ethics are fairness between groups, transparency of decisions, privacy of training data, and who is accountable for harm. Audits and documentation of models are common means. Laws such as the AI Act of the European Union class systems by risk.',
  },
  {
    slug: 'graph-networks',
    title: 'Graph neural networks',
    text: 'A graph neural network passes messages along the edges of a graph and updates each node from its neighbours. They are used for molecules, social networks and recommendations. Deep stacks make all nodes alike, which is called oversmoothing.',
  },
  {
    slug: 'retrieval',
    title: 'Retrieval for language models',
    text: 'Retrieval-augmented generation looks up passages and gives them to a language model together with the question. Answers can then cite their sources. Quality depends on the search: what is not found cannot be used.',
  },
  {
    slug: 'prompt-injection',
    title: 'Prompt injection',
    text: 'Text that a language model reads may contain instructions that its author, and not its user, wants followed. Quoting fetched text as data, giving tools few rights, and asking a person before acting reduce the risk. No known method removes it.',
  },
  {
    slug: 'event-loops',
    title: 'Event loops and long work',
    text: 'An event loop runs one piece of code at a time and is free while it waits for the network. Work of minutes is no problem as long as it waits; computing for long keeps everybody else waiting. Queues bound how much is done at once.',
  },
  {
    slug: 'carbon-capture',
    title: 'Carbon capture',
    text: 'Carbon capture takes carbon dioxide from exhaust gas or from the air and stores it under ground. Capture from the air costs more because the gas is thin there. How long stores stay tight has to be monitored.',
  },
  {
    slug: 'spaced-repetition',
    title: 'Spaced repetition',
    text: 'Reviewing shortly before something would be forgotten makes memory last. Schedulers model how stable a memory is and how likely it is recalled. The effect has been found for words, facts and skills.',
  },
] as const
