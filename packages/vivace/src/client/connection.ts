import type { CallOptions, ClientHeaders, ClientOptions } from './client-options.ts'
import type { ClientOperation, ClientOperations } from './client-operations.ts'
import { isAbort, BrokenOff } from './read-pieces.ts'
import { parseJson } from './parse-json.ts'
import { type ClientBody, writeRequest } from './write-request.ts'

/** One call: which operation, and what it is given. */
export interface Call {
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  readonly options: CallOptions
}

/** An app at the other end: what it can do, and how it is spoken to. */
export class Connection {
  readonly #base: string
  readonly #options: ClientOptions
  #operations: Promise<ClientOperations> | undefined

  constructor(options: ClientOptions) {
    this.#options = options
    this.#base = baseOf(options)
    const { operations } = options
    if (typeof operations === 'object') this.#operations = Promise.resolve(operations)
  }

  /** The operation of a name. Rejects with `TypeError` if the app has none. */
  async operation(name: string): Promise<ClientOperation> {
    const operations = await (this.#operations ??= this.#fetchOperations())
    const found = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (found !== undefined) return found
    throw new TypeError(
      `The app has no operation '${name}' for clients. Is the route in a record that was added with app.add()? ` +
        `Is it hidden? Then give createClient() the operations that 'vivace client --operations' writes.`,
    )
  }

  /** Sends the request of a call. */
  async send(
    operation: ClientOperation,
    { values, options }: Call,
    resuming: ClientHeaders = {},
  ): Promise<Response> {
    const draft = writeRequest(operation, values)
    const headers = new Headers()
    const { headers: own = {} } = this.#options
    setAll(headers, typeof own === 'function' ? await own() : own)
    for (const [name, value] of draft.headers) headers.set(name, value)
    setAll(headers, options.headers ?? {})
    setAll(headers, resuming)
    const body = await this.#wholeBody(draft.body, headers)
    const { credentials } = this.#options
    const request = new Request(this.#base + draft.target, {
      method: draft.method,
      headers,
      ...(body === undefined ? {} : { body }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      ...(credentials === undefined ? {} : { credentials }),
    })
    return this.#fetch(request)
  }

  #fetch(request: Request): Promise<Response> {
    const { fetch: own } = this.#options
    return own === undefined ? fetch(request) : own(request)
  }

  // As bytes, where it is not the platform that sends: the stream that Node 24 makes of a form rejects, unseen by
  // anybody, when an app does not read it to its end.
  async #wholeBody(body: ClientBody | undefined, headers: Headers): Promise<ClientBody | undefined> {
    if (!(body instanceof FormData) || this.#options.fetch === undefined) return body
    const encoded = new Response(body)
    headers.set('content-type', encoded.headers.get('content-type') ?? '')
    return encoded.arrayBuffer()
  }

  async #fetchOperations(): Promise<ClientOperations> {
    const { operations } = this.#options
    const url = this.#base + (typeof operations === 'string' ? operations : '/operations.json')
    try {
      const response = await this.#fetch(new Request(url))
      if (!response.ok) throw new TypeError(`${url} answers ${response.status}.`)
      // The app has written them; each is looked at where it is used.
      return parseJson(await response.text()) as ClientOperations
    } catch (cause) {
      // The next call asks again.
      this.#operations = undefined
      throw new TypeError(
        `The client cannot learn the operations of the app from ${url}. ` +
          `Is 'baseUrl' right? An app has them if routes were added as a record, app.add({ … }), unless it is told ` +
          `operationsUrl: false; then give createClient() what 'vivace client --operations' writes.`,
        { cause },
      )
    }
  }
}

/** What a failure of `send` means to a stream that connects again. */
export function whileResuming(cause: unknown): never {
  if (isAbort(cause)) throw cause
  throw new BrokenOff('The connection cannot be made again.', { cause })
}

function setAll(headers: Headers, given: ClientHeaders): void {
  for (const [name, value] of Object.entries(given)) if (value !== undefined) headers.set(name, value)
}

function baseOf({ baseUrl, fetch: own }: ClientOptions): string {
  const here = globalThis.location?.href ?? (own === undefined ? undefined : 'http://localhost/')
  try {
    const { origin, pathname } = new URL(baseUrl ?? '/', here)
    return origin + pathname.replace(/(?<!\/)\/+$/, '')
  } catch (cause) {
    throw new TypeError(
      `createClient(): baseUrl ${JSON.stringify(baseUrl)} is no URL. Outside of browsers it is absolute: 'https://api.example.org'.`,
      { cause },
    )
  }
}
