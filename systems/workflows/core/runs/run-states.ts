import type { RunStatus } from '../../models/run.ts'

/** What can happen to a run. */
export type RunHappening =
  'start' | 'ask_approval' | 'resume' | 'complete' | 'complete_partly' | 'fail' | 'cancel'

const endings = { fail: 'failed', cancel: 'cancelled' } as const
const results = { complete: 'completed', complete_partly: 'partial', ...endings } as const

/** What a run becomes by what happens to it; what is not here does not happen. */
export const runStates: Readonly<Record<RunStatus, Readonly<Partial<Record<RunHappening, RunStatus>>>>> = {
  // A result that was kept completes a run that never started.
  queued: { start: 'running', complete: 'completed', ...endings },
  running: { ask_approval: 'awaiting_approval', ...results },
  awaiting_approval: { resume: 'running', ...endings },
  completed: {},
  partial: {},
  failed: {},
  cancelled: {},
}

/**
 * What a run becomes.
 *
 *     nextStatus('queued', 'start')        // 'running'
 *     nextStatus('completed', 'cancel')    // undefined
 */
export function nextStatus(status: RunStatus, happening: RunHappening): RunStatus | undefined {
  return runStates[status][happening]
}

/** Whether nothing more happens to a run. */
export function isFinished(status: RunStatus): boolean {
  return Object.keys(runStates[status]).length === 0
}
