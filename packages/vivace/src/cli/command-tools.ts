import type { LoadedApp } from './load-app.ts'

/** What a command is given besides its arguments, so that one of another package needs nothing of this one. */
export interface CommandTools {
  /** Loads the app for a look at it: nothing is started. Throws `UsageError` if there is none. */
  readonly loadApp: (file: string | undefined) => Promise<LoadedApp>
  /** Writes a line on the standard output. */
  readonly print: (line?: string) => void
  /** Writes a line on the standard error: what is said beside the result. */
  readonly tell: (line: string) => void
}
