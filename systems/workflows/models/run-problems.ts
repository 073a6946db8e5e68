import { defineError, type DefinedError } from 'vivace'
import * as z from 'zod'
import { Run } from './run.ts'

const members = z.object({ run: Run })
type Failed = DefinedError<z.input<typeof members>>

const failed = (status: number, title: string): Failed =>
  defineError({ status, code: 'workflow-failed', title, members })

/** What a request is answered that waited for a run which has failed, by its status. `run.error` says why. */
export const runProblems = {
  422: failed(422, 'The language model may not do this'),
  500: failed(500, 'The run has failed'),
  502: failed(502, 'Something that the run needs has failed'),
  503: failed(503, 'Something that the run needs has too much to do'),
  504: failed(504, 'The run took too long'),
} as const

export const RunUnknown = defineError({
  status: 404,
  code: 'workflow-unknown',
  title: 'There is no such run',
})

export const RunFinished = defineError({
  status: 409,
  code: 'workflow-finished',
  title: 'The run has ended already',
})

export const RunNotWaiting = defineError({
  status: 409,
  code: 'workflow-not-waiting',
  title: 'The run does not wait for a person',
})

export const ReportMissing = defineError({
  status: 409,
  code: 'report-missing',
  title: 'The run has no report, or none yet',
})

export const QueueIsFull = defineError({
  status: 503,
  code: 'queue-full',
  title: 'Too many runs are waiting',
})

export const ModelUnknown = defineError({
  status: 422,
  code: 'model-unknown',
  title: 'There is no such model here',
  members: z.object({ models: z.array(z.string()) }),
})

export const ToolMissing = defineError({
  status: 503,
  code: 'tool-not-configured',
  title: 'This tool is not configured here',
})
