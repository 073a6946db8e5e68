import type { Application } from '../app/index.ts'
import { type FetchHandler, toFetchHandler } from '../fetch/index.ts'
import { diskFiles } from '../node/disk-files.ts'
import { CookieJar } from './cookie-jar.ts'
import { type UpgradeAnswer, upgradeHeaders } from '../exchange/index.ts'
import { TestAnswer } from './test-answer.ts'
import { HandshakeRefused, TestSocket } from './test-socket.ts'
import { TestStream } from './test-stream.ts'

/** What a test sends besides the method and the path. */
export interface TestRequest {
  readonly headers?: Readonly<Record<string, string>> | readonly (readonly [string, string])[]
  /** Added to the path; a list repeats its key, `undefined` leaves it out. */
  readonly query?: Readonly<
    Record<string, string | number | boolean | undefined | readonly (string | number | boolean)[]>
  >
  /** The body as JSON. */
  readonly json?: unknown
  /** The body as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer> | URLSearchParams | FormData
  /** Sent beside the cookies that earlier answers have set. */
  readonly cookies?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** What a test sends with a handshake. */
export interface TestHandshake extends Pick<TestRequest, 'headers' | 'query' | 'cookies'> {
  /** The subprotocols that the client offers. */
  readonly protocols?: readonly string[]
}

/** How a client asks. */
export interface TestClientOptions {
  /** Scheme, host and port that requests go to: `https://shop.example`. `http://testserver` if absent. */
  readonly baseUrl?: string
}

/** Sends one request: `client.get('/items/7')`. */
export type TestSend = (path: string, request?: TestRequest) => Promise<TestAnswer>

/** A request on its way, and what the app does once it is answered. */
interface Sent {
  readonly request: TestRequest
  readonly works: Promise<void>[]
  readonly upgrade?: (answer: UpgradeAnswer) => Response
}

/** Speaks HTTP with an app, without a socket. */
export class TestClient<Tested extends Application = Application> {
  readonly app: Tested
  /** Kept between requests, as a browser does. */
  readonly cookies: CookieJar = new CookieJar()
  readonly #fetch: FetchHandler
  readonly #origin: string

  constructor(app: Tested, { baseUrl = 'http://testserver' }: TestClientOptions = {}) {
    this.app = app
    this.#origin = new URL(baseUrl).origin
    this.#fetch = toFetchHandler(app, { files: diskFiles() })
  }

  readonly get: TestSend = (path, request) => this.request('GET', path, request)
  readonly head: TestSend = (path, request) => this.request('HEAD', path, request)
  readonly post: TestSend = (path, request) => this.request('POST', path, request)
  readonly put: TestSend = (path, request) => this.request('PUT', path, request)
  readonly patch: TestSend = (path, request) => this.request('PATCH', path, request)
  readonly delete: TestSend = (path, request) => this.request('DELETE', path, request)
  readonly options: TestSend = (path, request) => this.request('OPTIONS', path, request)

  /**
   * Sends a request of any method. The answer is there when it is read whole and the work after it is done:
   * `background` has run, and what was left for after the response is cleaned up.
   */
  async request(method: string, path: string, request: TestRequest = {}): Promise<TestAnswer> {
    const works: Promise<void>[] = []
    const response = await this.#send(method, path, { request, works })
    const bytes = new Uint8Array(await response.arrayBuffer())
    await allDone(works)
    return new TestAnswer(response.status, response.headers, bytes)
  }

  /**
   * Sends a request whose answer is read piece by piece: GET unless said otherwise.
   *
   *     await using stream = await client.stream('/steps')
   *     for await (const { data } of stream.events()) steps.push(JSON.parse(data))
   */
  async stream(path: string, request: TestRequest & { readonly method?: string } = {}): Promise<TestStream> {
    const works: Promise<void>[] = []
    const leaving = new AbortController()
    request.signal?.addEventListener('abort', () => leaving.abort(request.signal?.reason))
    const response = await this.#send(request.method ?? 'GET', path, {
      request: { ...request, signal: leaving.signal },
      works,
    })
    return new TestStream(response, { leave: () => leaving.abort(), settled: () => allDone(works) })
  }

  /**
   * Opens a WebSocket. Rejects with `HandshakeRefused`, which has the answer, if there is none.
   *
   *     await using socket = await client.websocket('/ws/progress/1', { protocols: ['v1'] })
   *     socket.sendJson({ step: 1 })
   *     expect(await socket.receiveJson()).toEqual({ done: true })
   */
  async websocket(path: string, { protocols = [], ...request }: TestHandshake = {}): Promise<TestSocket> {
    const works: Promise<void>[] = []
    const headers: (readonly [string, string])[] = [
      ['connection', 'Upgrade'],
      ['upgrade', 'websocket'],
      ['sec-websocket-version', '13'],
      ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ...(protocols.length === 0 ? [] : [['sec-websocket-protocol', protocols.join(', ')] as const]),
      ...headersOf(request),
    ]
    let opened: TestSocket | undefined
    const upgrade = (answer: UpgradeAnswer): Response => {
      const made = new Headers()
      for (const [name, value] of upgradeHeaders(answer)) made.append(name, value)
      opened = new TestSocket({ protocol: answer.upgrade.protocol ?? '', headers: made }, () =>
        allDone(works),
      )
      answer.upgrade.open(opened.connection)
      // Constructed with 101 it would throw.
      return new Response(null, { status: 200, headers: made })
    }
    const response = await this.#send('GET', path, { request: { ...request, headers }, works, upgrade })
    if (opened !== undefined) return opened
    const bytes = new Uint8Array(await response.arrayBuffer())
    await allDone(works)
    throw new HandshakeRefused(new TestAnswer(response.status, response.headers, bytes))
  }

  async #send(method: string, path: string, { request, works, upgrade }: Sent): Promise<Response> {
    const headers = headersOf(request)
    const cookies = this.cookies.header(request.cookies)
    if (cookies !== undefined && !headers.has('cookie')) headers.set('cookie', cookies)
    const body =
      request.json === undefined ? await wholeBody(request.body, headers) : JSON.stringify(request.json)
    const url = `${this.#origin}${path}${queryOf(path, request.query)}`
    const response = await this.#fetch(
      new Request(url, {
        method,
        headers,
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      }),
      {
        peer: { address: '127.0.0.1', port: 50_000 },
        waitUntil: (work) => works.push(work),
        ...(upgrade === undefined ? {} : { upgrade }),
      },
    )
    this.cookies.store(response.headers.getSetCookie())
    return response
  }

  /** Stops the app: its lifespan ends and its singletons are cleaned up. */
  async close(): Promise<void> {
    await this.app.stop()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }
}

/**
 * Starts an app and answers a client for it, without a socket.
 *
 *     await using client = await testClient(app)
 *     client.app.override(currentUser, () => alice)
 *     const answer = await client.post('/users', { json: { email: 'a@b.co' } })
 *     expect(answer.status).toBe(201)
 */
export async function testClient<Tested extends Application>(
  app: Tested,
  options?: TestClientOptions,
): Promise<TestClient<Tested>> {
  await app.start()
  return new TestClient(app, options)
}

// Work may bring along more work.
async function allDone(works: Promise<void>[]): Promise<void> {
  for (let work = works.shift(); work !== undefined; work = works.shift()) await work
}

function headersOf({ headers, json }: TestRequest): Headers {
  const made = new Headers()
  // FormData and URLSearchParams bring their own.
  if (json !== undefined) made.set('content-type', 'application/json')
  const entries = headers === undefined ? [] : isList(headers) ? headers : Object.entries(headers)
  const seen = new Set<string>()
  for (const [name, value] of entries) {
    if (seen.has(name.toLowerCase())) made.append(name, value)
    else made.set(name, value)
    seen.add(name.toLowerCase())
  }
  return made
}

function isList(
  headers: NonNullable<TestRequest['headers']>,
): headers is readonly (readonly [string, string])[] {
  return Array.isArray(headers)
}

function queryOf(path: string, query: TestRequest['query']): string {
  if (query === undefined) return ''
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of typeof value === 'object' ? value : value === undefined ? [] : [value]) {
      parameters.append(name, String(one))
    }
  }
  return parameters.size === 0 ? '' : `${path.includes('?') ? '&' : '?'}${parameters.toString()}`
}

// As bytes: the stream that Node 24 makes of a form rejects, unseen by anybody, when an app does not read it to its end.
async function wholeBody(
  body: TestRequest['body'],
  headers: Headers,
): Promise<Exclude<TestRequest['body'], FormData>> {
  if (!(body instanceof FormData)) return body
  const encoded = new Response(body)
  headers.set('content-type', encoded.headers.get('content-type') ?? '')
  return new Uint8Array(await encoded.arrayBuffer())
}
