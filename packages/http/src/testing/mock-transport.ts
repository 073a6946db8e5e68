import { MockAgent } from 'undici'
import type { HttpTransport, TransportAnswer, TransportRequest, TransportStats } from '../transport/index.ts'
import { AnswerHandler } from '../transport/answer-handler.ts'
import { isRefusedLiteral } from '../transport/guarded-lookup.ts'
import { AddressRefused, NotConnected } from '../transport/index.ts'
import { MockFault, UnexpectedRequest } from './mock-fault.ts'
import type { MockedRequest } from './mock-route.ts'

/** A transport without connections: undici's mock agent answers, and whatever it has no answer for is a mistake. */
export class MockTransport implements HttpTransport {
  readonly agent: MockAgent = new MockAgent()
  readonly requests: MockedRequest[] = []

  constructor() {
    this.agent.disableNetConnect()
  }

  async send(request: TransportRequest): Promise<TransportAnswer> {
    const { url, method, headers, addresses, signal } = request
    signal.throwIfAborted()
    if (addresses === 'public' && isRefusedLiteral(url.hostname))
      throw new AddressRefused(`${url.hostname} is not an address of the public internet`)
    const body = await textOf(request.body)
    this.requests.push({ method, url: url.href, headers: Object.fromEntries(headers), body })
    return this.#dispatched(request)
  }

  stats(): TransportStats {
    return { open: 0, idle: 0 }
  }

  async close(): Promise<void> {
    await this.agent.close()
  }

  #dispatched(request: TransportRequest): Promise<TransportAnswer> {
    return new Promise((resolve, reject) => {
      const handler = new AnswerHandler({
        request,
        resolve,
        reject: (error) => fail(error, { request, reject }),
        onEnd: () => undefined,
      })
      const { origin, pathname, search } = request.url
      this.agent.dispatch({ origin, path: `${pathname}${search}`, method: request.method }, handler)
    })
  }
}

interface Failing {
  readonly request: TransportRequest
  readonly reject: (error: unknown) => void
}

function fail(error: unknown, { request, reject }: Failing): void {
  const thrown = error instanceof NotConnected ? error.cause : error
  if (isUnmatched(thrown))
    return reject(new UnexpectedRequest(`The test has no answer for ${request.method} ${request.url.href}.`))
  if (!(thrown instanceof MockFault)) return reject(error)
  if (thrown.failure === 'refuses') return reject(new NotConnected('connection refused'))
  if (thrown.failure === 'never-connects') return
  request.onSent()
  if (thrown.failure === 'breaks') reject(new Error('other side closed'))
}

function isUnmatched(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'UND_MOCK_ERR_MOCK_NOT_MATCHED'
}

async function textOf(body: TransportRequest['body']): Promise<string> {
  if (body === undefined) return ''
  const chunks: Uint8Array[] = []
  if (body instanceof Uint8Array) chunks.push(body)
  else for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
