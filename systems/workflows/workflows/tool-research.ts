import { critic, draftWriter, reviser } from '../agents/writers.ts'
import type { ToolResearchRequest } from '../models/requests.ts'
import type { ResultOf } from '../models/run.ts'
import { checkCitations } from '../tools/citations.ts'
import { writeReport } from '../tools/report.ts'
import type { Workflow } from './workflow.ts'

type Params = Omit<ToolResearchRequest, 'topic'>

/** Sources from several places, a report that cites them, its critique and its revision. */
export const toolResearch: Workflow<'tool_research', Params> = {
  type: 'tool_research',
  promptVersion: 1,

  async execute(topic, { tools, max_results, model, temperature }, { search, ask }) {
    const { sources, failures } = await search({ query: topic, tools, maxResults: max_results })
    const [failure] = failures
    if (sources.length === 0) return { status: 'failed', error: failure ?? nothingFound }
    const found = emptyResult([...sources])

    const report = await ask(draftWriter, { topic, sources }, { name: 'report', model, temperature })
    if (!report.ok) return { status: 'partial', result: found, error: report.error }
    const checked = checkCitations(report.value, sources.length)
    const reported = { ...found, report: checked.text, removed_citations: checked.removed }

    const judged = { topic, sources, draft: checked.text }
    const critique = await ask(critic, judged, { name: 'reflection', model, temperature })
    if (!critique.ok) return { status: 'partial', result: reported, error: critique.error }
    const reflected = { ...reported, reflection: critique.value }

    const revised = await ask(
      reviser,
      { ...judged, critique: critique.value },
      { name: 'revision', model, temperature },
    )
    if (!revised.ok) return { status: 'partial', result: reflected, error: revised.error }
    const last = checkCitations(revised.value, sources.length)
    return {
      status: 'completed',
      result: {
        ...reflected,
        revised_report: last.text,
        removed_citations: checked.removed + last.removed,
      },
      isKept: failure === undefined,
    }
  },

  // In which format somebody wants the report changes nothing of it.
  sameFor: ({ tools, max_results, model, temperature }) => ({ tools, max_results, model, temperature }),

  present(result, topic, { export_format: format }) {
    const text = result.revised_report ?? result.report
    if (text === null) return result
    const content = writeReport({ topic, text, sources: result.sources }, format)
    return { ...result, export: { format, content } }
  },
}

const nothingFound = { code: 'nothing_found', message: 'No tool has found a source.', retryable: false }

function emptyResult(sources: ResultOf<'tool_research'>['sources']): ResultOf<'tool_research'> {
  return {
    report: null,
    reflection: null,
    revised_report: null,
    sources,
    removed_citations: 0,
    export: null,
  }
}
