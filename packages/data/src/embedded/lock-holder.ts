import type { ProcessIdentity } from './process-identity.ts'

/** Who has a directory or asks for it, and the file that says so. */
export interface LockHolder extends ProcessIdentity {
  readonly file: string
}
