import type { ServerResponse } from 'node:http'
import type { FakeCall } from './fake-call.ts'
import type { FakeAnswer, FakeBody, FakeFailure, FakeReply } from './fake-reply.ts'
import type { ReceivedCall } from './received-call.ts'
import { chunksOf, completionOf, embeddingsOf } from './wire-answers.ts'

/** A call that waits for its answer. */
export interface CallToAnswer {
  readonly call: ReceivedCall
  readonly response: ServerResponse
  readonly refuses: readonly string[]
  /** The next reply of the script. */
  readonly take: (call: FakeCall) => FakeReply
}

/** Answers a call: refuses what the endpoint does not know, embeds, or does what the script says. */
export function answerCall({ call, response, refuses, take }: CallToAnswer): void {
  const unknown = refuses.find((member) => call.body[member] !== undefined)
  if (unknown !== undefined) return fail(response, unknownMember(unknown))
  if (call.path.endsWith('/embeddings')) return sendJson(response, embeddingsOf(call.body))
  if (!call.path.endsWith('/chat/completions')) return fail(response, { status: 404, code: 'unknown_url' })
  const reply = take(call)
  const pause = typeof reply === 'object' && 'delay' in reply ? reply.delay : undefined
  later(response, pause, () => give(reply, { call, response }))
}

interface Answering {
  readonly call: ReceivedCall
  readonly response: ServerResponse
}

function give(reply: FakeReply, answering: Answering): void {
  const { response } = answering
  if (typeof reply === 'string') return answer({ text: reply }, answering)
  if ('hangs' in reply) return
  if ('body' in reply) return sendBody(response, reply)
  if ('status' in reply) return fail(response, reply)
  answer(reply, answering)
}

function answer(reply: FakeAnswer, answering: Answering): void {
  const { call, response } = answering
  if (call.body['stream'] === true) return stream(reply, answering)
  if (reply.cutAfter === undefined) return sendJson(response, completionOf(reply, call.body))
  call.breakOff()
  response.destroy()
}

function stream(reply: FakeAnswer, { call, response }: Answering): void {
  const events = chunksOf(reply, call.body).map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`)
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
  const next = (at: number): void => {
    if (at === reply.cutAfter) {
      call.breakOff()
      return void response.destroy()
    }
    const event = events[at]
    if (event === undefined) return void response.end('data: [DONE]\n\n')
    later(response, reply.tokenPause, () => {
      response.write(event)
      next(at + 1)
    })
  }
  next(0)
}

/** Does it after a pause, unless the client has left. */
function later(response: ServerResponse, pause: number | undefined, work: () => void): void {
  if (pause === undefined || pause <= 0) return void (response.destroyed || work())
  const timer = setTimeout(() => {
    response.off('close', stop)
    work()
  }, pause)
  const stop = (): void => clearTimeout(timer)
  response.once('close', stop)
}

function sendJson(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function sendBody(
  response: ServerResponse,
  { body, status = 200, mediaType = 'application/json' }: FakeBody,
): void {
  response.writeHead(status, { 'content-type': mediaType }).end(body)
}

function fail(
  response: ServerResponse,
  {
    status,
    retryAfterMs,
    headers,
    code,
    param,
    message = 'The test has scripted this failure.',
  }: FakeFailure,
): void {
  const told = { error: { message, type: 'fake_error', code: code ?? null, param: param ?? null } }
  const wait = retryAfterMs === undefined ? {} : { 'retry-after-ms': String(retryAfterMs) }
  response.writeHead(status, { 'content-type': 'application/json', ...wait, ...headers })
  response.end(JSON.stringify(told))
}

const unknownMember = (param: string): FakeFailure => ({
  status: 400,
  code: 'unknown_parameter',
  param,
  message: `Unknown parameter: '${param}'.`,
})
