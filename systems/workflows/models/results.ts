import * as z from 'zod'

/** Where a source was found. `offline_sample` is a text of this repository, for machines without a network. */
export const SourceTool = z.enum(['arxiv', 'tavily', 'offline_sample'])
export type SourceTool = z.infer<typeof SourceTool>

/** Something that a report can cite; its place in the list, from 1, is its number. */
export const Source = z
  .object({
    tool: SourceTool,
    title: z.string(),
    url: z.string(),
    authors: z.array(z.string()),
    published_at: z.iso.datetime().nullable(),
    summary: z.string(),
    pdf_url: z.string().nullable(),
    primary_category: z.string().nullable(),
    /** How well it fits, from 0 to 1, as its tool or the ranking says; `null` if nobody does. */
    score: z.number().nullable(),
  })
  .meta({ id: 'Source' })
export type Source = z.infer<typeof Source>

export const ReflectionResult = z.object({
  draft: z.string(),
  /** `null` if the critique failed; the status is `partial` then. */
  reflection: z.string().nullable(),
  /** `null` if the critique or the revision failed. */
  revised: z.string().nullable(),
})

export const ExportFormat = z.enum(['html', 'markdown', 'json'])
export type ExportFormat = z.infer<typeof ExportFormat>

export const ToolResearchResult = z.object({
  report: z.string().nullable(),
  reflection: z.string().nullable(),
  revised_report: z.string().nullable(),
  sources: z.array(Source),
  /** Citations that named no source, and were taken out of the texts. */
  removed_citations: z.int(),
  export: z.object({ format: ExportFormat, content: z.string() }).nullable(),
})

export const PlanStep = z.object({
  agent: z.enum(['researcher', 'writer', 'editor']),
  task: z.string().min(1).max(500),
})
export type PlanStep = z.infer<typeof PlanStep>

export const MultiAgentResult = z.object({
  plan: z.array(PlanStep),
  /** What each step of the plan gave, in order. */
  history: z.array(PlanStep.extend({ output: z.string() })),
  final_report: z.string().nullable(),
  sources: z.array(Source),
  removed_citations: z.int(),
})
