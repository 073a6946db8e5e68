import type { Agent } from '../agents/agent.ts'
import type { PlanStep, Source } from '../models/results.ts'
import type { ResearchTool } from '../models/requests.ts'
import type { ResultOf, RunError, WorkflowType } from '../models/run.ts'

/** What became of a step. A step that ends because its run is cancelled is neither: that is thrown. */
export type Outcome<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: RunError }

/** What is searched for, and where. */
export interface Searching {
  readonly query: string
  /** Every tool that is configured if absent. */
  readonly tools?: readonly ResearchTool[] | undefined
  readonly maxResults: number
}

/** What was found. */
export interface Findings {
  /** Each once, the best first, at most as many as were asked for. */
  readonly sources: readonly Source[]
  /** Why tools found nothing, if they failed. */
  readonly failures: readonly RunError[]
}

/** How an agent is asked within a run. */
export interface StepOptions {
  /** What the step is called. */
  readonly name: string
  readonly model?: string | undefined
  readonly temperature?: number | undefined
}

/** What a workflow does its work with. Everything that it does is a step of the run: told live, logged, counted. */
export interface RunContext {
  /** Lets an agent work. */
  readonly ask: <Input, Value>(
    agent: Agent<Input, Value>,
    input: Input,
    options: StepOptions,
  ) => Promise<Outcome<Value>>
  /** Searches with all tools at the same time. */
  readonly search: (searching: Searching) => Promise<Findings>
  /** Waits until a person has approved a plan, and gives the approved one. */
  readonly approve: (plan: readonly PlanStep[]) => Promise<readonly PlanStep[]>
  /** Tokens that the run has used so far. */
  readonly tokensUsed: () => number
}

/** How a workflow has ended. */
export type WorkflowOutcome<Type extends WorkflowType> =
  | {
      readonly status: 'completed'
      readonly result: ResultOf<Type>
      /** Whether the result is good enough for others who ask the same; a tool that failed makes it less. */
      readonly isKept: boolean
    }
  | { readonly status: 'partial'; readonly result: ResultOf<Type>; readonly error: RunError }
  | { readonly status: 'failed'; readonly error: RunError }

/** A way from a topic to a text. */
export interface Workflow<Type extends WorkflowType = WorkflowType, Params = never> {
  readonly type: Type
  /** Counted up whenever prompts change: results that older ones gave are not given again. */
  readonly promptVersion: number
  execute(topic: string, params: Params, context: RunContext): Promise<WorkflowOutcome<Type>>
  /** What two requests have in common that have the same result; all of the parameters if absent. */
  sameFor?(params: Params): Readonly<Record<string, unknown>>
  /** The result as one request wants it. */
  present?(result: ResultOf<Type>, topic: string, params: Params): ResultOf<Type>
}
