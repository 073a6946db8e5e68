import { body, dependency, event, events, lastEventId, path, reply, Router, signal, stopping } from 'vivace'
import * as z from 'zod'
import { isFinished } from '../core/runs/run-states.ts'
import { caller } from '../middleware/caller.ts'
import { ResumeRequest } from '../models/requests.ts'
import { RunFinished, RunNotWaiting, RunUnknown } from '../models/run-problems.ts'
import { Run } from '../models/run.ts'
import { RunEvent } from '../models/run-event.ts'
import { runs } from '../workflows/engine/runs.ts'

const workflow_id = path(z.uuid(), { description: 'The run, by its `workflow_id`.' })

/** The run that the path names, as long as it is the caller's. */
export const ownRun = dependency(
  { workflow_id, caller, runs },
  async ({ workflow_id, caller, runs }) => {
    const reference = { id: workflow_id, owner: caller.name }
    const run = await runs.find(reference)
    if (run === undefined) throw new RunUnknown()
    return { reference, run }
  },
  { errors: [RunUnknown] },
)

/** Runs, once they have begun. */
export const runRoutes = new Router({ tags: ['Runs'] })

runRoutes.get(
  '/{workflow_id}',
  { operationId: 'readRun', summary: 'Read a run', inputs: { ownRun }, returns: Run },
  ({ ownRun }) => ownRun.run,
)

runRoutes.get(
  '/{workflow_id}/events',
  {
    operationId: 'followRun',
    summary: 'Follow a run live',
    description:
      'Server-sent events, those that have been first, up to the end of the run. With `Last-Event-ID` it goes on after that event. A comment comes when nothing else did for 15 seconds.',
    inputs: { ownRun, runs, lastEventId, signal, stopping },
    returns: events(RunEvent),
  },
  async function* ({ ownRun, runs, lastEventId, signal, stopping }) {
    const after = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0
    // Clients come back by themselves when the server is back.
    const end = AbortSignal.any([signal, stopping])
    for await (const each of runs.events(ownRun.reference, after, end))
      yield event(each, { id: String(each.seq), event: each.type })
  },
)

runRoutes.delete(
  '/{workflow_id}',
  {
    operationId: 'cancelRun',
    summary: 'Cancel a run',
    description:
      'Ends it at once: what it has asked of others is aborted, and what comes next is not begun. The answer is 202 if another process carries it out, and has not ended it yet.',
    inputs: { ownRun, runs },
    returns: { 200: Run, 202: Run },
    errors: [RunFinished],
  },
  async ({ ownRun: { reference, run }, runs }) => {
    if (isFinished(run.status) && run.status !== 'cancelled')
      throw new RunFinished({ detail: `The run is ${run.status}.` })
    const cancelled = (await runs.cancel(reference)) ?? run
    return reply(isFinished(cancelled.status) ? 200 : 202, cancelled)
  },
)

runRoutes.post(
  '/{workflow_id}/resume',
  {
    operationId: 'resumeRun',
    summary: 'Approve the plan of a run, change it, or turn it down',
    inputs: { ownRun, runs, decision: body(ResumeRequest) },
    status: 202,
    returns: Run,
    errors: [RunNotWaiting],
  },
  async ({ ownRun: { reference, run }, runs, decision }) => {
    if (run.status !== 'awaiting_approval') throw new RunNotWaiting({ detail: `The run is ${run.status}.` })
    return (await runs.resume(reference, decision)) ?? run
  },
)
