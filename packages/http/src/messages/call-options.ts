import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { AllowedAddresses } from '../policies/index.ts'

/** A value of a query: what is `undefined` is left out, of a list each is sent. */
export type QueryValue = string | number | boolean | undefined

/** A body that is sent as it is. */
export type SentBody = string | Uint8Array | AsyncIterable<Uint8Array>

/**
 * What is made of the body of an answer: a schema reads it as JSON and checks it, `'text'` and `'bytes'` read
 * it whole, `'stream'` leaves it to be read (what it holds is given back when it ends, is left or runs out of
 * time), and with nothing it is thrown away.
 */
export type Expectation = StandardSchemaV1 | 'text' | 'bytes' | 'stream' | undefined

/**
 * The body that an expectation makes.
 *
 *     BodyAs<StandardSchemaV1<unknown, User>>    // User
 *     BodyAs<'text'>                             // string
 *     BodyAs<undefined>                          // undefined
 */
export type BodyAs<Expected extends Expectation> = Expected extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Expected>
  : Expected extends 'text'
    ? string
    : Expected extends 'bytes'
      ? Uint8Array
      : Expected extends 'stream'
        ? AsyncIterable<Uint8Array>
        : undefined

/** What holds for every call of a client, unless the call says otherwise. */
export interface CallDefaults<Policy extends string = string> {
  /** What URLs are relative to; then no call begins anywhere else: `https://api.example/v1/`. */
  readonly baseUrl?: string | URL
  /** The policy, by name; `default` if absent. */
  readonly policy?: Policy
  /** Sent with every request; a call's own come on top. */
  readonly headers?: Readonly<Record<string, string>>
  /** Ends the call, as the request's own signal does. */
  readonly signal?: AbortSignal
  /**
   * Whether sending a request twice does no more than sending it once, whatever its method says: `true` lets a POST
   * be sent again (a prompt), `false` forbids it to a GET that does something.
   */
  readonly idempotent?: boolean
  /** Narrows the policy's addresses down to those of the public internet. */
  readonly addresses?: AllowedAddresses
}

/** One call. Of `json`, `form` and `body` there is at most one. */
export interface CallOptions<
  Expected extends Expectation = Expectation,
  Policy extends string = string,
> extends Omit<CallDefaults<Policy>, 'baseUrl'> {
  /** Appended to the URL's own query. */
  readonly query?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: Readonly<Record<string, QueryValue | readonly QueryValue[]>>
  /** Sent as it is. A stream can be sent once: such a request is not retried, and not redirected. */
  readonly body?: SentBody
  /** What is made of the answer's body; nothing if absent. */
  readonly returns?: Expected
}

/** An answer of 2xx. */
export interface HttpResponse<Body = unknown> {
  readonly status: number
  readonly headers: Headers
  /** Where it came from, after redirects. */
  readonly url: string
  /** How often the request was sent. */
  readonly attempts: number
  readonly body: Body
}
