/** Why a run is ended before it has come to its end. */
export type StopReason = 'cancelled' | 'deadline_exceeded' | 'shutting_down' | 'approval_timed_out'

/** What the signal of a run aborts with. */
export class RunStopped extends Error {
  override readonly name = 'RunStopped'
  readonly reason: StopReason

  constructor(reason: StopReason) {
    super(`The run was stopped: ${reason}`)
    this.reason = reason
  }
}
