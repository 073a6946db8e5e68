import * as z from 'zod'
import { ExportFormat, PlanStep } from './results.ts'

const Topic = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .describe('What to write about: 1 to 500 characters, spaces around it not counted')

const model = z.string().trim().min(1).max(100).optional()
const temperature = z.number().min(0).max(2).optional()

export const ReflectionRequest = z
  .object({
    topic: Topic,
    draft_model: model,
    reflection_model: model,
    revision_model: model,
    temperature,
  })
  .meta({ id: 'ReflectionRequest', examples: [{ topic: 'AI ethics' }] })
export type ReflectionRequest = z.infer<typeof ReflectionRequest>

export const ResearchTool = z.enum(['arxiv', 'tavily'])
export type ResearchTool = z.infer<typeof ResearchTool>

const tools = z
  .array(ResearchTool)
  .min(1)
  .max(2)
  .optional()
  .describe('Where to search; every tool that is configured if absent')

const maxResults = z.int().min(1).max(10).default(5)

export const ToolResearchRequest = z
  .object({
    topic: Topic,
    tools,
    max_results: maxResults,
    export_format: ExportFormat.default('markdown'),
    model,
    temperature,
  })
  .meta({
    id: 'ToolResearchRequest',
    examples: [{ topic: 'graph neural networks', tools: ['arxiv'], max_results: 5, export_format: 'html' }],
  })
export type ToolResearchRequest = z.infer<typeof ToolResearchRequest>

export const MultiAgentRequest = z
  .object({
    topic: Topic,
    max_steps: z.int().min(1).max(10).default(4),
    require_approval: z
      .boolean()
      .default(false)
      .describe('Whether to wait for a person who approves the plan, before it is carried out'),
    tools,
    model,
    temperature,
  })
  .meta({ id: 'MultiAgentRequest', examples: [{ topic: 'carbon capture', max_steps: 3 }] })
export type MultiAgentRequest = z.infer<typeof MultiAgentRequest>

/** What a person says of a plan. */
export const ResumeRequest = z
  .object({
    approved: z.boolean(),
    plan: z
      .array(PlanStep)
      .min(1)
      .max(10)
      .optional()
      .describe('The plan to carry out in place of the proposed one'),
  })
  .meta({ id: 'ResumeRequest', examples: [{ approved: true }] })
export type ResumeRequest = z.infer<typeof ResumeRequest>
