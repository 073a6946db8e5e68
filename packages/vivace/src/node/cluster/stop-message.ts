/** What the primary process tells a worker that has to go. */
export interface StopMessage {
  readonly 'vivace-stop': {
    /** For how long it still accepts requests, at least. In milliseconds. */
    readonly drainDelay: number
  }
}

/** Whether a message from another process is one of these. */
export function isStopMessage(message: unknown): message is StopMessage {
  return typeof message === 'object' && message !== null && 'vivace-stop' in message
}
