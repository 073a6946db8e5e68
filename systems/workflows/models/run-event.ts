import * as z from 'zod'

/** Something that has happened in a run. */
export const RunEvent = z
  .object({
    /** Counts from 1 within the run; it is the id of the server-sent event. */
    seq: z.int(),
    ts: z.iso.datetime(),
    type: z.enum([
      'run.queued',
      'run.started',
      'run.awaiting_approval',
      'run.resumed',
      'step.started',
      'step.completed',
      'step.failed',
      'tool.result',
      'run.completed',
      'run.failed',
      'run.cancelled',
    ]),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'RunEvent' })
export type RunEvent = z.infer<typeof RunEvent>
export type RunEventType = RunEvent['type']

/** Whether a run is over with it. */
export function isLastEvent({ type }: RunEvent): boolean {
  return type === 'run.completed' || type === 'run.failed' || type === 'run.cancelled'
}
