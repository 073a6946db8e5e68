import type { ResumeRequest } from '../../models/requests.ts'
import type { Run, RunStatus, WorkflowType } from '../../models/run.ts'
import type { RunEvent } from '../../models/run-event.ts'

/** A run as it is kept. */
export interface RunRecord {
  readonly owner: string
  readonly run: Run
  /** Until when the process that carries it out is known to live, in milliseconds; it says so again and again. */
  readonly aliveUntil: number
}

/** What a process can be told of a run that it carries out. */
export type RunCommand =
  { readonly what: 'cancel' } | { readonly what: 'resume'; readonly decision: ResumeRequest }

/** Which runs are listed, the newest first. */
export interface RunListing {
  readonly owner: string
  readonly status?: RunStatus | undefined
  readonly type?: WorkflowType | undefined
  /** The run after which the page begins. */
  readonly after?: RunPosition | undefined
  readonly limit: number
}

/** Where a run stands in the list. */
export interface RunPosition {
  readonly created_at: string
  readonly workflow_id: string
}

/** How many events of a run are kept, the newest. */
export const keptEvents = 500

/** Where runs and their events are for as long as they are kept. There is no database. */
export interface RunStore {
  /**
   * Keeps a run, in place of what was kept of it, and appends the event that made it so: both at once, so that whoever
   * reads that a run has ended finds its last event.
   */
  save(record: RunRecord, event?: RunEvent): Promise<void>
  read(id: string): Promise<RunRecord | undefined>
  list(listing: RunListing): Promise<readonly Run[]>
  /** The events after one, by its number. */
  events(id: string, after: number): Promise<readonly RunEvent[]>
  /** Calls whenever an event was appended to a run, and perhaps more often; what it answers ends that. */
  listen(id: string, changed: () => void): Promise<() => void>
  /** Tells the process that carries a run out. */
  tell(id: string, command: RunCommand): Promise<void>
  /** Hears what other processes tell; what it answers ends that. */
  hear(told: (id: string, command: RunCommand) => void): Promise<() => void>
}

/** Sorts as runs do by their creation. */
export function positionText({ created_at, workflow_id }: RunPosition): string {
  return `${created_at}/${workflow_id}`
}

/** Whether a run is one of those that are listed. */
export function isListed({ status, type }: Run, listing: RunListing): boolean {
  return (
    (listing.status === undefined || listing.status === status) &&
    (listing.type === undefined || listing.type === type)
  )
}
