import type { Method } from '../http/index.ts'
import type { InputRecord } from '../inputs/index.ts'
import type { Returned, Returns } from '../responses/index.ts'
import type { Deprecation } from './deprecation.ts'

/** What a route says of itself in the documents. */
export interface RouteDocs {
  readonly tags?: readonly string[]
  readonly summary?: string
  /** Markdown. */
  readonly description?: string
  readonly operationId?: string
  /** Whether clients should use something else; with dates, the answers say so as well (RFC 9745, RFC 8594). */
  readonly deprecated?: boolean | Deprecation
  /** The documents that name the operation, as `App({ documents })` has them. All of them if absent. */
  readonly audience?: string | readonly string[]
  /** Leaves the operation out of the documents. */
  readonly hidden?: boolean
  /** Of the answer that `returns` declares. */
  readonly responseDescription?: string
  /** Further answers, which the handler gives in ways that `returns` does not cover. */
  readonly responses?: Readonly<Record<number, { readonly description: string; readonly returns?: Returned }>>
  /** What the app will send to addresses that the request brings: `{ paid: callback.post('{$request.query.url}', {…}) }`. */
  readonly callbacks?: Readonly<Record<string, Outgoing>>
  /** Members merged into the Operation Object as they are: `{ 'x-internal': true }`. */
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** What is said of a request that the app sends: its inputs are what the receiver reads, `returns` what it answers. */
export interface OutgoingOptions extends Omit<RouteDocs, 'hidden' | 'audience' | 'callbacks'> {
  readonly inputs?: InputRecord
  readonly returns?: Returns
  /** The status of the answer where `returns` is one schema or kind. 200 if absent. */
  readonly status?: number
}

/** A request that the app sends, for the documents. */
export interface Outgoing {
  readonly method: Method
  /** Where it is sent: a name, or an expression of what a request has brought (OpenAPI 3.1, section 4.8.20.3). */
  readonly target: string
  readonly options: OutgoingOptions
}
