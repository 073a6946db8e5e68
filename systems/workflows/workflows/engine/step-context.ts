import { cosineSimilarity, type Llm } from '@vivace/llm'
import type { Agent } from '../../agents/agent.ts'
import { askModel } from '../../agents/ask-model.ts'
import { tokensUsed } from '../../core/metrics.ts'
import type { PlanStep, Source } from '../../models/results.ts'
import type { RunError } from '../../models/run.ts'
import { deduplicate } from '../../tools/deduplicate.ts'
import { rankSources } from '../../tools/rank.ts'
import type { SearchTool } from '../../tools/search-tool.ts'
import type { Toolbox } from '../../tools/toolbox.ts'
import type { Findings, Outcome, RunContext, Searching, StepOptions } from '../workflow.ts'
import type { LiveRun, LiveStep } from './live-run.ts'
import { runFailure } from './run-failure.ts'
import { RunStopped } from './run-stopped.ts'

/** What the steps of a run are made with. */
export interface StepContextOptions {
  readonly live: LiveRun
  readonly languageModel: Llm
  readonly toolbox: Toolbox
  readonly approve: (plan: readonly PlanStep[]) => Promise<readonly PlanStep[]>
}

/** The steps of one run: each is recorded, told and logged, whether it succeeds or not. */
export class StepContext implements RunContext {
  readonly approve: StepContextOptions['approve']
  readonly #live: LiveRun
  readonly #llm: Llm
  readonly #toolbox: Toolbox

  constructor({ live, languageModel, toolbox, approve }: StepContextOptions) {
    this.approve = approve
    this.#live = live
    this.#llm = languageModel.with({ headers: live.headers })
    this.#toolbox = toolbox
  }

  tokensUsed = (): number => {
    const { prompt_tokens, completion_tokens } = this.#live.run.usage
    return prompt_tokens + completion_tokens
  }

  ask = async <Input, Value>(
    agent: Agent<Input, Value>,
    input: Input,
    { name, model, temperature }: StepOptions,
  ): Promise<Outcome<Value>> =>
    this.#step(name, agent.name, async (step) => {
      const context = askModel(this.#llm, {
        model,
        temperature,
        signal: this.#live.signal,
        answered: (answer, usage) => {
          step.answered(answer.model, usage)
          this.#live.writtenBy(answer.provider)
          tokensUsed.add(usage.prompt_tokens, { agent: agent.name, kind: 'prompt' })
          tokensUsed.add(usage.completion_tokens, { agent: agent.name, kind: 'completion' })
        },
      })
      const value = await agent.execute(input, context)
      step.complete(agent.shown?.(value) ?? String(value))
      return value
    })

  search = async (searching: Searching): Promise<Findings> => {
    const tools = this.#toolsFor(searching)
    const outcomes = await Promise.all(tools.map((tool) => this.#searchWith(tool, searching)))
    const failures = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]))
    const found = outcomes.flatMap((outcome) => (outcome.ok ? outcome.value : []))
    // Without a network and without a model there is still something to look at, and it says what it is.
    const isAlone = this.#llm.isOffline && failures.length === tools.length
    const sample = isAlone ? await this.#searchWith(this.#toolbox.samples, searching) : undefined
    const sources = deduplicate(sample?.ok === true ? sample.value : found)
    return {
      sources: (await this.#ranked(sources, searching.query)).slice(0, searching.maxResults),
      failures,
    }
  }

  #toolsFor({ tools }: Searching): readonly SearchTool[] {
    const { arxiv, tavily } = this.#toolbox
    if (tools === undefined) return [arxiv, tavily].filter(({ isConfigured }) => isConfigured)
    return [...new Set(tools)].map((name) => (name === 'arxiv' ? arxiv : tavily))
  }

  async #searchWith(tool: SearchTool, { query, maxResults }: Searching): Promise<Outcome<readonly Source[]>> {
    return this.#step(`search ${tool.name}`, tool.name, async (step) => {
      const { signal, headers } = this.#live
      const found = await this.#toolbox.search(tool, { query, maxResults }, { signal, headers })
      this.#live.tell('tool.result', { tool: tool.name, found: found.length })
      step.complete(found.map(({ title }) => title).join('\n'))
      return found
    })
  }

  /** As the tools gave them, if there is nothing to rank them by. */
  async #ranked(sources: readonly Source[], query: string): Promise<readonly Source[]> {
    if (sources.length < 2) return sources
    try {
      const texts = [query, ...sources.map(({ title, summary }) => `${title}\n${summary}`.slice(0, 2_000))]
      const { vectors } = await this.#llm.embed(texts, { signal: this.#live.signal })
      const [asked = [], ...of] = vectors
      const similarities = of.map((vector) => cosineSimilarity(asked, vector))
      return rankSources(sources, { similarities, now: Date.parse(this.#live.now()) })
    } catch (error) {
      throwIfCancelled(this.#live.signal)
      this.#live.log.warn('sources not ranked', { error })
      return sources
    }
  }

  async #step<Value>(
    name: string,
    agent: string,
    work: (step: LiveStep) => Promise<Value>,
  ): Promise<Outcome<Value>> {
    throwIfCancelled(this.#live.signal)
    const step = this.#live.beginStep(name, agent)
    try {
      this.#live.signal.throwIfAborted()
      return { ok: true, value: await work(step) }
    } catch (thrown) {
      const { signal } = this.#live
      // What ends because the run is stopped ends for that reason, whatever it throws.
      const error: unknown = signal.aborted ? signal.reason : thrown
      const failure = runFailure(error)
      step.fail(failure, attemptsOf(thrown))
      throwIfCancelled(signal)
      if (failure.error.code === 'internal_error') this.#live.log.error('step failed', { step: name, error })
      if (failure.retryAfter !== undefined) this.#live.retryAfter = failure.retryAfter
      return failedWith(failure.error)
    }
  }
}

function failedWith<Value>(error: RunError): Outcome<Value> {
  return { ok: false, error }
}

/** A deadline leaves what there is; everything else that stops a run stops it altogether. */
function throwIfCancelled({ reason }: AbortSignal): void {
  if (reason instanceof RunStopped && reason.reason !== 'deadline_exceeded') throw reason
}

function attemptsOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('attempts' in error)) return 1
  return typeof error.attempts === 'number' ? error.attempts : 1
}
