import { compiler, type Doing, planner, planWorker } from '../agents/planning.ts'
import type { MultiAgentRequest } from '../models/requests.ts'
import type { PlanStep, Source } from '../models/results.ts'
import type { ResultOf, RunError } from '../models/run.ts'
import { checkCitations } from '../tools/citations.ts'
import { deduplicate } from '../tools/deduplicate.ts'
import type { RunContext, Workflow, WorkflowOutcome } from './workflow.ts'

type Params = Omit<MultiAgentRequest, 'topic'>

/** How many sources a researcher may add to the list. */
const sourcesOfAStep = 3

/** A plan of a few steps, each done by one agent, and a report of what they gave. */
export function multiAgent(tokenBudget: number): Workflow<'multi_agent', Params> {
  return {
    type: 'multi_agent',
    promptVersion: 1,

    async execute(topic, params, context) {
      const { max_steps: maxSteps, require_approval, model, temperature } = params
      const planned = await context.ask(planner, { topic, maxSteps }, { name: 'plan', model, temperature })
      if (!planned.ok) return { status: 'failed', error: planned.error }
      const plan = require_approval ? await context.approve(planned.value) : planned.value
      return new PlanExecution(topic, params, context).carryOut(plan.slice(0, maxSteps), tokenBudget)
    },
  }
}

class PlanExecution {
  readonly #topic: string
  readonly #params: Params
  readonly #context: RunContext
  #sources: readonly Source[] = []
  #history: readonly (PlanStep & { readonly output: string })[] = []
  #removedCitations = 0
  #hasFailedTools = false

  constructor(topic: string, params: Params, context: RunContext) {
    this.#topic = topic
    this.#params = params
    this.#context = context
  }

  async carryOut(plan: readonly PlanStep[], tokenBudget: number): Promise<WorkflowOutcome<'multi_agent'>> {
    for (const [at, step] of plan.entries()) {
      if (this.#context.tokensUsed() >= tokenBudget) return this.#ended(plan, budgetUsedUp)
      const error = await this.#do(step, at + 1)
      if (error !== undefined) return this.#ended(plan, error)
    }
    if (this.#context.tokensUsed() >= tokenBudget) return this.#ended(plan, budgetUsedUp)
    const { model, temperature } = this.#params
    const options = { name: 'final report', model, temperature }
    const report = await this.#context.ask(compiler, this.#done(), options)
    if (!report.ok) return this.#ended(plan, report.error)
    const final_report = this.#checked(report.value)
    const result = { ...this.#result(plan), final_report }
    return { status: 'completed', result, isKept: !this.#hasFailedTools }
  }

  async #do(step: PlanStep, number: number): Promise<RunError | undefined> {
    if (step.agent === 'researcher') await this.#search(step.task)
    const { model, temperature } = this.#params
    const options = { name: `step ${number}: ${step.agent}`, model, temperature }
    const done = await this.#context.ask(
      { ...planWorker, name: step.agent },
      { ...this.#done(), step },
      options,
    )
    if (!done.ok) return done.error
    this.#history = [...this.#history, { ...step, output: this.#checked(done.value) }]
    return undefined
  }

  async #search(task: string): Promise<void> {
    const query = `${this.#topic} ${task}`.slice(0, 300)
    const { tools } = this.#params
    const { sources, failures } = await this.#context.search({ query, tools, maxResults: sourcesOfAStep })
    // What was cited by its place in the list before keeps that place.
    this.#sources = deduplicate([...this.#sources, ...sources])
    this.#hasFailedTools ||= failures.length > 0
  }

  /** What there is when something ends the work before its time: a part, if a step has given anything. */
  #ended(plan: readonly PlanStep[], error: RunError): WorkflowOutcome<'multi_agent'> {
    if (this.#history.length === 0) return { status: 'failed', error }
    return { status: 'partial', result: this.#result(plan), error }
  }

  #result(plan: readonly PlanStep[]): ResultOf<'multi_agent'> {
    return {
      plan: [...plan],
      history: [...this.#history],
      final_report: null,
      sources: [...this.#sources],
      removed_citations: this.#removedCitations,
    }
  }

  #done(): Omit<Doing, 'step'> {
    return { topic: this.#topic, history: this.#history, sources: this.#sources }
  }

  #checked(given: string): string {
    const { text, removed } = checkCitations(given, this.#sources.length)
    this.#removedCitations += removed
    return text
  }
}

const budgetUsedUp = {
  code: 'token_budget_exceeded',
  message: 'The run has used all the tokens that it may.',
  retryable: false,
}
