import type { CallOptions } from '../messages/index.ts'

/** What one call is. */
export interface SendParts {
  readonly method: string
  readonly url: string | URL
  readonly options: CallOptions
  readonly takesAnyStatus?: boolean
  readonly redirect?: RequestRedirect
}
