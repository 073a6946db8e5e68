import { dependency, html, Router, text } from 'vivace'
import * as z from 'zod'
import { ReportMissing } from '../models/run-problems.ts'
import { Source } from '../models/results.ts'
import type { Run } from '../models/run.ts'
import { type Report, writeReport } from '../tools/report.ts'
import { ownRun } from './run-routes.ts'

const report = dependency(
  { ownRun },
  ({ ownRun: { run } }): Report => {
    const written = reportOf(run)
    if (written === undefined) throw new ReportMissing({ detail: `The run is ${run.status}.` })
    return written
  },
  { errors: [ReportMissing] },
)

/** The texts of runs as documents. */
export const reportRoutes = new Router({ tags: ['Runs'] })

reportRoutes.get(
  '/{workflow_id}/report.md',
  {
    operationId: 'readReportAsMarkdown',
    summary: 'Read the report as Markdown',
    inputs: { report },
    returns: text(),
  },
  ({ report }) => writeReport(report, 'markdown'),
)

reportRoutes.get(
  '/{workflow_id}/report.html',
  {
    operationId: 'readReportAsHtml',
    summary: 'Read the report as HTML',
    inputs: { report },
    returns: html(),
  },
  ({ report }) => writeReport(report, 'html'),
)

reportRoutes.get(
  '/{workflow_id}/report.json',
  {
    operationId: 'readReportAsJson',
    summary: 'Read the report as JSON',
    inputs: { report },
    returns: z
      .object({ topic: z.string(), text: z.string(), sources: z.array(Source) })
      .meta({ id: 'Report' }),
  },
  ({ report: { topic, text, sources } }) => ({ topic, text, sources: [...sources] }),
)

/** The best text that a run has given: the last that was written. */
function reportOf(run: Run): Report | undefined {
  const { topic } = run
  if (run.result === null) return undefined
  switch (run.type) {
    case 'reflection':
      return { topic, text: run.result.revised ?? run.result.draft, sources: [] }
    case 'tool_research':
      return reportWith(topic, run.result.revised_report ?? run.result.report, run.result.sources)
    case 'multi_agent':
      return reportWith(topic, run.result.final_report ?? historyText(run.result.history), run.result.sources)
  }
}

function reportWith(topic: string, written: string | null, sources: readonly Source[]): Report | undefined {
  return written === null ? undefined : { topic, text: written, sources }
}

/** What there is of a report that was never put together. */
function historyText(history: readonly { readonly task: string; readonly output: string }[]): string | null {
  if (history.length === 0) return null
  return history.map(({ task, output }) => `## ${task}\n\n${output}`).join('\n\n')
}
