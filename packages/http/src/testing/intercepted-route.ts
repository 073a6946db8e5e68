import type { MockPool } from 'undici'
import { MockFault, type MockFailure } from './mock-fault.ts'
import type { MockedRequest, MockReply, MockReplyOptions, MockRoute, MockTimes } from './mock-route.ts'

/** What undici takes an answer by. */
export type Interceptor = ReturnType<MockPool['intercept']>

/** A route whose answers are interceptors of undici's mock agent. */
export class InterceptedRoute implements MockRoute {
  readonly #intercept: () => Interceptor
  readonly #lastRequest: () => MockedRequest

  constructor(intercept: () => Interceptor, lastRequest: () => MockedRequest) {
    this.#intercept = intercept
    this.#lastRequest = lastRequest
  }

  reply(status: number, body?: unknown, { headers, times }: MockReplyOptions = {}): this {
    return this.answer(() => ({ status, body, ...(headers === undefined ? {} : { headers }) }), { times })
  }

  answer(make: (request: MockedRequest) => MockReply, { times }: MockTimes = {}): this {
    const scope = this.#intercept().reply(() => {
      const { status, headers = {}, body } = make(this.#lastRequest())
      const { data, mediaType } = packed(body)
      const type = mediaType === undefined ? {} : { 'content-type': mediaType }
      return { statusCode: status, data, responseOptions: { headers: { ...type, ...headers } } }
    })
    if (times === undefined) scope.persist()
    else scope.times(times)
    return this
  }

  refuses(options?: MockTimes): this {
    return this.#fail('refuses', options)
  }

  neverConnects(options?: MockTimes): this {
    return this.#fail('never-connects', options)
  }

  hangs(options?: MockTimes): this {
    return this.#fail('hangs', options)
  }

  breaks(options?: MockTimes): this {
    return this.#fail('breaks', options)
  }

  #fail(failure: MockFailure, { times }: MockTimes = {}): this {
    const scope = this.#intercept().replyWithError(new MockFault(failure))
    if (times === undefined) scope.persist()
    else scope.times(times)
    return this
  }
}

function packed(body: unknown): { readonly data: string | Buffer; readonly mediaType: string | undefined } {
  if (body === undefined) return { data: '', mediaType: undefined }
  if (typeof body === 'string') return { data: body, mediaType: 'text/plain; charset=utf-8' }
  if (body instanceof Uint8Array) return { data: Buffer.from(body), mediaType: 'application/octet-stream' }
  return { data: JSON.stringify(body), mediaType: 'application/json' }
}
