import { randomUUID } from 'node:crypto'
import type { Run, Usage, WorkflowType } from '../../models/run.ts'

/** What a run begins with. */
export interface RunBeginning {
  readonly type: WorkflowType
  readonly topic: string
  readonly params: Readonly<Record<string, unknown>>
  readonly created_at: string
  readonly correlation_id: string
}

/** Nothing used yet. */
export const noUsage: Usage = { prompt_tokens: 0, completion_tokens: 0, cost_usd: 0 }

/** A run that nothing has happened to. */
export function newRun({ type, ...beginning }: RunBeginning): Run {
  const run = {
    workflow_id: randomUUID(),
    ...beginning,
    params: { ...beginning.params },
    status: 'queued' as const,
    started_at: null,
    finished_at: null,
    execution_time: null,
    cached: false,
    cache_similarity: null,
    provider: null,
    usage: noUsage,
    steps: [],
    result: null,
    error: null,
  }
  return { ...run, type }
}

/** Tokens and cost together; what something costs is not known if a part of it is not. */
export function addUsage(one: Usage, other: Usage): Usage {
  const { cost_usd: a } = one
  const { cost_usd: b } = other
  return {
    prompt_tokens: one.prompt_tokens + other.prompt_tokens,
    completion_tokens: one.completion_tokens + other.completion_tokens,
    cost_usd: a === null || b === null ? null : a + b,
  }
}
