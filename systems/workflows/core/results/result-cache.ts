import { cosineSimilarity, type Llm } from '@vivace/llm'
import { type Clock, clock, singleton, type ValueOf } from 'vivace'
import type { WorkflowType } from '../../models/run.ts'
import { WorkflowType as WorkflowTypes } from '../../models/run.ts'
import { caches, type IndexedResult, type KeptResult } from '../caches.ts'
import { config } from '../config.ts'
import { languageModel } from '../language-model.ts'
import { normalizedTopic, type ResultKeys, resultKeys, type ResultQuestion } from './result-key.ts'

/** A result that was kept, and how near its topic is to the one that was asked for. */
export interface ResultHit {
  readonly kept: KeptResult
  readonly similarity: number
}

/** What the cache has done in this process, and what it holds. */
export interface ResultCacheStatistics {
  readonly lookups: number
  readonly exact_hits: number
  readonly similar_hits: number
  readonly misses: number
  /** The share of look-ups that were hits; `null` before the first. */
  readonly hit_rate: number | null
  readonly entries: number
  readonly similarity_threshold: number
  readonly ttl_seconds: number
}

interface ResultCacheOptions {
  readonly caches: ValueOf<typeof caches>
  readonly languageModel: Llm
  readonly clock: Clock
  /** Milliseconds. */
  readonly ttl: number
  /** Topics that are nearer than this have the same result. */
  readonly threshold: number
}

/** How many results of one workflow are found by similarity, the newest. */
const indexed = 1_000
const keptVectors = 3_000
/** A look-up saves minutes, and may not take many of them, in milliseconds. */
const embeddingPatience = 5_000

/** Results for whoever asks the same again, or nearly the same. */
export class ResultCache {
  readonly #options: ResultCacheOptions
  readonly #counts = { exact_hits: 0, similar_hits: 0, misses: 0 }
  readonly #vectors = new Map<string, readonly number[]>()
  #changing: Promise<void> = Promise.resolve()

  constructor(options: ResultCacheOptions) {
    this.#options = options
  }

  /** The result of the same question, else of the nearest that is near enough. */
  async find(question: ResultQuestion): Promise<ResultHit | undefined> {
    const keys = resultKeys(question)
    const exact = await this.#read(keys.key)
    const hit = exact === undefined ? await this.#nearest(question, keys) : { kept: exact, similarity: 1 }
    if (hit === undefined) this.#counts.misses += 1
    else if (exact === undefined) this.#counts.similar_hits += 1
    else this.#counts.exact_hits += 1
    return hit
  }

  /** The result of exactly this question; it is not counted as a look-up. */
  async again(question: ResultQuestion): Promise<KeptResult | undefined> {
    return this.#read(resultKeys(question).key)
  }

  async keep(question: ResultQuestion, given: Pick<KeptResult, 'result' | 'provider'>): Promise<void> {
    const now = this.#options.clock.now()
    const entry: IndexedResult = {
      ...resultKeys(question),
      type: question.type,
      topic: question.topic,
      created_at: new Date(now).toISOString(),
      expires_at: new Date(now + this.#options.ttl).toISOString(),
    }
    await this.#options.caches.results.set(entry.key, { ...entry, ...given })
    await this.#changeIndex(question.type, (entries) => [entry, ...entries].slice(0, indexed))
  }

  /** What is kept, the newest first; `type` names one workflow. */
  async list(type?: WorkflowType): Promise<readonly IndexedResult[]> {
    const types = type === undefined ? WorkflowTypes.options : [type]
    const lists = await Promise.all(types.map((each) => this.#index(each)))
    return lists.flat().sort((one, other) => (one.created_at < other.created_at ? 1 : -1))
  }

  /** Forgets one result, those of one workflow, or all; says how many. */
  async invalidate({
    key,
    type,
  }: {
    readonly key?: string | undefined
    readonly type?: WorkflowType | undefined
  }): Promise<number> {
    const gone = (await this.list(type)).filter((entry) => key === undefined || entry.key === key)
    await this.#options.caches.results.delete(...gone.map((entry) => entry.key))
    const keys = new Set(gone.map((entry) => entry.key))
    for (const each of new Set(gone.map((entry) => entry.type)))
      await this.#changeIndex(each, (entries) => entries.filter((entry) => !keys.has(entry.key)))
    return gone.length
  }

  async statistics(): Promise<ResultCacheStatistics> {
    const { exact_hits, similar_hits, misses } = this.#counts
    const hits = exact_hits + similar_hits
    const lookups = hits + misses
    return {
      lookups,
      exact_hits,
      similar_hits,
      misses,
      hit_rate: lookups === 0 ? null : hits / lookups,
      entries: (await this.list()).length,
      similarity_threshold: this.#options.threshold,
      ttl_seconds: this.#options.ttl / 1_000,
    }
  }

  async #read(key: string): Promise<KeptResult | undefined> {
    const kept = await this.#options.caches.results.get(key)
    return kept !== undefined && this.#isAlive(kept) ? kept : undefined
  }

  async #nearest({ type, topic }: ResultQuestion, { group }: ResultKeys): Promise<ResultHit | undefined> {
    const neighbours = (await this.#index(type)).filter((entry) => entry.group === group)
    if (neighbours.length === 0) return undefined
    const [asked = [], ...vectors] = await this.#vectorsOf([topic, ...neighbours.map((entry) => entry.topic)])
    const similarities = vectors.map((vector) => cosineSimilarity(asked, vector))
    const best = similarities.indexOf(Math.max(...similarities))
    const [neighbour, similarity = 0] = [neighbours[best], similarities[best]]
    if (neighbour === undefined || similarity <= this.#options.threshold) return undefined
    const kept = await this.#read(neighbour.key)
    return kept === undefined ? undefined : { kept, similarity: Math.round(similarity * 1e6) / 1e6 }
  }

  async #vectorsOf(topics: readonly string[]): Promise<readonly (readonly number[])[]> {
    const texts = topics.map(normalizedTopic)
    const missing = [...new Set(texts)].filter((text) => !this.#vectors.has(text))
    if (missing.length > 0) {
      const { vectors } = await this.#options.languageModel.embed(missing, {
        signal: AbortSignal.timeout(embeddingPatience),
      })
      for (const [at, text] of missing.entries()) this.#vectors.set(text, vectors[at] ?? [])
    }
    const found = texts.map((text) => this.#vectors.get(text) ?? [])
    for (const text of this.#vectors.keys()) {
      if (this.#vectors.size <= keptVectors) break
      this.#vectors.delete(text)
    }
    return found
  }

  async #index(type: WorkflowType): Promise<readonly IndexedResult[]> {
    return ((await this.#options.caches.indexes.get(type)) ?? []).filter((entry) => this.#isAlive(entry))
  }

  // One after the other. Another process that changes the same index meanwhile may undo that: then a result is found
  // by its exact question alone.
  async #changeIndex(
    type: WorkflowType,
    change: (entries: readonly IndexedResult[]) => readonly IndexedResult[],
  ): Promise<void> {
    const changing = this.#changing.then(async () => {
      const entries = change(await this.#index(type))
      const once = new Map([...entries].reverse().map((entry) => [entry.key, entry]))
      await this.#options.caches.indexes.set(type, [...once.values()].reverse())
    })
    this.#changing = changing.catch(() => undefined)
    await changing
  }

  #isAlive({ expires_at }: { readonly expires_at: string }): boolean {
    return Date.parse(expires_at) > this.#options.clock.now()
  }
}

/** The results of the app. */
export const results = singleton(
  { caches, languageModel, clock, config },
  ({ caches, languageModel, clock, config }) =>
    new ResultCache({
      caches,
      languageModel,
      clock,
      ttl: config.resultTtl * 3_600_000,
      threshold: config.similarity,
    }),
)
