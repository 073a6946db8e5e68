/** How a call of a fake endpoint has ended: with its answer, because the client left, or because the script broke it. */
export type FakeCallEnd = 'answered' | 'left' | 'broken'

/** One call that a fake endpoint has received. */
export interface FakeCall {
  readonly path: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  /** The request's JSON, as the wire format has it. */
  readonly body: Readonly<Record<string, unknown>>
  /** The text of the last message of the user. */
  readonly prompt: string
  /** When it came, by `performance.now()`. */
  readonly at: number
  /** How it has ended, as soon as it has. */
  readonly ended: Promise<FakeCallEnd>
  /** How it has ended; `undefined` while it is under way. */
  readonly end: FakeCallEnd | undefined
  /** When it ended, by `performance.now()`; `undefined` while it is under way. */
  readonly endedAt: number | undefined
}
