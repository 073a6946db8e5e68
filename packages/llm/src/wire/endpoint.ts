import type { HttpClient } from '@vivace/http'
import type { Secret } from 'vivace/settings'

/** An endpoint that speaks the wire format of OpenAI. */
export interface EndpointOptions {
  readonly http: HttpClient<'llm'>
  /** `https://api.openai.com/v1` */
  readonly baseUrl: string
  readonly apiKey: Secret | undefined
}

/** What goes with a request besides its body. */
export interface Passage {
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
}

/** An answer whose body has been read, or is to be read. */
export interface EndpointAnswer<Body> {
  readonly headers: Headers
  readonly attempts: number
  readonly body: Body
}

/** Sends requests to an endpoint, with its key. A prompt may be sent twice: that costs money, and changes nothing. */
export class Endpoint {
  readonly #http: HttpClient<'llm'>

  constructor({ http, baseUrl, apiKey }: EndpointOptions) {
    const key: Record<string, string> =
      apiKey === undefined ? {} : { authorization: `Bearer ${apiKey.reveal()}` }
    this.#http = http.with({
      baseUrl,
      policy: 'llm',
      idempotent: true,
      headers: { accept: 'application/json', ...key },
    })
  }

  post(path: string, json: unknown, passage: Passage): Promise<EndpointAnswer<string>> {
    return this.#http.post(path, { json, returns: 'text', ...given(passage) })
  }

  stream(path: string, json: unknown, passage: Passage): Promise<EndpointAnswer<AsyncIterable<Uint8Array>>> {
    const { headers, ...rest } = given(passage)
    return this.#http.post(path, {
      json,
      returns: 'stream',
      headers: { ...headers, accept: 'text/event-stream, application/json' },
      ...rest,
    })
  }
}

function given({ headers, signal }: Passage): {
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
} {
  return { ...(headers === undefined ? {} : { headers }), ...(signal === undefined ? {} : { signal }) }
}
