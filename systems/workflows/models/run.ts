import * as z from 'zod'
import { MultiAgentResult, ReflectionResult, ToolResearchResult } from './results.ts'

/** What a run is doing; `workflows/run-states.ts` says what follows what. */
export const RunStatus = z.enum([
  'queued',
  'running',
  'awaiting_approval',
  'completed',
  'partial',
  'failed',
  'cancelled',
])
export type RunStatus = z.infer<typeof RunStatus>

export const WorkflowType = z.enum(['reflection', 'tool_research', 'multi_agent'])
export type WorkflowType = z.infer<typeof WorkflowType>

/** Tokens, and what they cost where the prices are known. */
export const Usage = z.object({
  prompt_tokens: z.int(),
  completion_tokens: z.int(),
  cost_usd: z.number().nullable(),
})
export type Usage = z.infer<typeof Usage>

/** Why a run or a step came to nothing, as a word for programs and a sentence for people. */
export const RunError = z.object({ code: z.string(), message: z.string(), retryable: z.boolean() })
export type RunError = z.infer<typeof RunError>

/** One thing that one agent or tool did. */
export const Step = z.object({
  name: z.string(),
  agent: z.string(),
  status: z.enum(['running', 'completed', 'failed', 'cancelled']),
  started_at: z.iso.datetime(),
  duration_ms: z.number().nullable(),
  attempts: z.int(),
  model: z.string().nullable(),
  usage: Usage,
  /** The first 280 characters of what came out. */
  output_preview: z.string().nullable(),
  error: RunError.nullable(),
})
export type Step = z.infer<typeof Step>

const common = {
  workflow_id: z.uuid(),
  topic: z.string(),
  /** What was asked for beside the topic. */
  params: z.record(z.string(), z.unknown()),
  status: RunStatus,
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
  execution_time: z.number().nullable().describe('Seconds from its start to its end, waiting not included'),
  cached: z.boolean().describe('Whether the result is that of an earlier run'),
  cache_similarity: z
    .number()
    .nullable()
    .describe('How near its topic is to that of the earlier run: 1 is the same'),
  /** Who wrote the texts: `offline` is no language model, but rules. */
  provider: z.string().nullable(),
  usage: Usage,
  steps: z.array(Step),
  error: RunError.nullable(),
  correlation_id: z.string(),
}

export const ReflectionRun = z
  .object({ ...common, type: z.literal('reflection'), result: ReflectionResult.nullable() })
  .meta({ id: 'ReflectionRun' })

export const ToolResearchRun = z
  .object({ ...common, type: z.literal('tool_research'), result: ToolResearchResult.nullable() })
  .meta({ id: 'ToolResearchRun' })

export const MultiAgentRun = z
  .object({ ...common, type: z.literal('multi_agent'), result: MultiAgentResult.nullable() })
  .meta({ id: 'MultiAgentRun' })

/** A run of any workflow. */
export const Run = z.discriminatedUnion('type', [ReflectionRun, ToolResearchRun, MultiAgentRun])
export type Run = z.infer<typeof Run>

/** A run of one workflow. */
export type RunOf<Type extends WorkflowType> = Extract<Run, { readonly type: Type }>
/** What one workflow results in. */
export type ResultOf<Type extends WorkflowType> = NonNullable<RunOf<Type>['result']>

/** A run as the list shows it. */
export const RunSummary = z
  .object({ type: WorkflowType, ...common })
  .omit({ steps: true, params: true, usage: true })
  .meta({ id: 'RunSummary' })
