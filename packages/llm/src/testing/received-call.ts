import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FakeCall, FakeCallEnd } from './fake-call.ts'

/** What a call is read from. */
export interface ReceivedParts {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly text: string
}

/** A call of a fake endpoint, and its end. */
export class ReceivedCall implements FakeCall {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
  readonly prompt: string
  readonly at: number = performance.now()
  readonly ended: Promise<FakeCallEnd>
  end: FakeCallEnd | undefined
  endedAt: number | undefined
  #isBroken = false

  constructor({ request, response, text }: ReceivedParts) {
    this.path = request.url ?? ''
    this.headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    )
    this.body = parsed(text)
    this.prompt = promptOf(this.body)
    this.ended = new Promise((resolve) => {
      response.once('close', () => {
        this.end = response.writableFinished ? 'answered' : this.#isBroken ? 'broken' : 'left'
        this.endedAt = performance.now()
        resolve(this.end)
      })
    })
  }

  /** The script breaks it off. */
  breakOff(): void {
    this.#isBroken = true
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  const body: unknown = text === '' ? {} : JSON.parse(text)
  // Clients of this wire format send objects; a test that does not finds nothing in it.
  return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}
}

function promptOf({ messages }: Readonly<Record<string, unknown>>): string {
  // As far as they are looked at, messages are checked below.
  const all = (Array.isArray(messages) ? messages : []) as readonly { role?: unknown; content?: unknown }[]
  const content = all.findLast(({ role }) => role === 'user')?.content
  return typeof content === 'string' ? content : JSON.stringify(content ?? '')
}
