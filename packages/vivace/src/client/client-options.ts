import type { ClientOperation } from './client-operations.ts'

/** Headers of requests, by name; `undefined` leaves one out. */
export type ClientHeaders = Readonly<Record<string, string | undefined>>

/** Where the app is, and how it is spoken to. */
export interface ClientOptions<Names extends PropertyKey = string> {
  /** Where the app's paths begin: `https://api.example.org/v1`. Our own origin if absent, in a browser. */
  readonly baseUrl?: string
  /**
   * What `vivace client --operations` has written, so that nothing is fetched first; or the path of it, where the
   * app's `operationsUrl` is not `/operations.json`.
   */
  readonly operations?: string | Readonly<Record<Names, ClientOperation>>
  /** Headers of every request; a function is asked each time, for tokens that change. */
  readonly headers?: ClientHeaders | (() => ClientHeaders | Promise<ClientHeaders>)
  /** Whether cookies go with requests to another origin. The Fetch standard's `same-origin` if absent. */
  readonly credentials?: 'omit' | 'same-origin' | 'include'
  /** Sends the requests: `app.fetch` for an app in the same process. `fetch` if absent. */
  readonly fetch?: (request: Request) => Promise<Response>
}

/** What one call is told besides its values. */
export interface CallOptions {
  /** Headers of this request; they come instead of the client's. */
  readonly headers?: ClientHeaders
  /** Ends the request, and the reading of its answer. */
  readonly signal?: AbortSignal
  /**
   * When an event stream connects again, from the last id that it has got: `when-broken` (the default) when the
   * connection breaks off; `always` also when the server ends the stream, until it answers 204; `never`.
   */
  readonly resume?: 'when-broken' | 'always' | 'never'
}
