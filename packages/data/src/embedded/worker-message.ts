/** What the thread of a database is started with. */
export interface WorkerStart {
  /** The directory of the database; `undefined` keeps it in memory. */
  readonly directory: string | undefined
  /** What a database in memory begins with: a tar. */
  readonly template: ArrayBuffer | undefined
  /** Names of modules of PGlite. */
  readonly extensions: readonly string[]
}

/** What the thread is told: bytes of PostgreSQL's protocol, or to shut the database down and to end. */
export type WorkerRequest = Uint8Array<ArrayBuffer> | 'close'

/** What the thread says. */
export type WorkerReply =
  | { readonly kind: 'ready' }
  /** What the database answers, to the end of a request. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** It could not be opened, or does not work any more. */
  | { readonly kind: 'failed'; readonly error: Error }
