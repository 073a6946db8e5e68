import {
  Answer,
  type AnswerBody,
  type Answering,
  checkSecureCookie,
  type Exchange,
  jsonFields,
} from '../exchange/index.ts'
import { forbidsBody, isProblem, setCookie } from '../http/index.ts'
import type { ResponseDraft } from '../inputs/index.ts'
import {
  AnswerInvalid,
  type BoundResponse,
  cookieOf,
  type Encoded,
  isSuccess,
  isReply,
  Problem,
  type Reply,
  type ReplyOptions,
  stringify,
} from '../responses/index.ts'
import type { DeclaredAnswers } from './compile-answers.ts'
import { isPromise } from './is-promise.ts'
import type { Run, Step } from './plan.ts'

const jsonMediaType = 'application/json'

/** The step that turns what the handler answered into the answer, checked against what the route declares. */
export function encodeStep(where: string, answers: DeclaredAnswers): Step {
  return (run) => {
    const answering = encode(run.result, answers, { where, exchange: run.exchange })
    if (!(answering instanceof Answer)) return answering.then((answer) => void (run.answer = answer))
    run.answer = answering
    return undefined
  }
}

/** What an answer is encoded for. */
interface Asked {
  /** For messages: `GET /items`. */
  readonly where: string
  readonly exchange: Exchange
}

function encode(result: unknown, answers: DeclaredAnswers, asked: Asked): Answering {
  const { plain, plainStatus, isDeclared } = answers
  if (isReply(result)) return encodeReply(result, answers, asked)
  if (result instanceof Answer) return result
  if (!isDeclared) return encodePlain(asked.where, result, plainStatus)
  if (plainStatus === undefined || plain === undefined) throw mustReply(asked.where, answers)
  return answerOf(plainStatus, plain, plain.encode(result, plainStatus, asked.exchange))
}

// Nothing declares the answer: a value is JSON, and nothing is 204.
function encodePlain(where: string, value: unknown, status: number | undefined): Answer {
  if (value === undefined) return answerWith(status ?? 204, undefined, null)
  if (isAsyncIterable(value)) throw undeclaredStream(where)
  return answerWith(status ?? 200, jsonMediaType, stringify(where, value))
}

function encodeReply(reply: Reply, answers: DeclaredAnswers, { where, exchange }: Asked): Answering {
  const { status, body } = reply
  const bound = boundFor(where, reply, answers)
  const answering =
    bound === undefined
      ? encodePlain(where, body, status)
      : answerOf(status, bound, bound.encode(body, status, exchange))
  if (answering instanceof Answer) return withHeaders(answering, reply.options, exchange)
  return answering.then((answer) => withHeaders(answer, reply.options, exchange))
}

function answerOf(status: number, bound: BoundResponse, encoded: Encoded | Promise<Encoded>): Answering {
  if (isPromise(encoded)) return encoded.then((settled) => answerOfSettled(status, bound, settled))
  return answerOfSettled(status, bound, encoded)
}

function answerOfSettled(status: number, { mediaType, headers }: BoundResponse, encoded: Encoded): Answer {
  if (encoded instanceof Answer) return encoded
  return withOwnHeaders(answerWith(status, mediaType, encoded), headers)
}

function withOwnHeaders(answer: Answer, headers: readonly string[] | undefined): Answer {
  if (headers !== undefined) answer.headers.push(...headers)
  return answer
}

const undeclared: DeclaredAnswers = {
  plainStatus: undefined,
  plain: undefined,
  byStatus: new Map(),
  byKind: new Map(),
  isDeclared: false,
  isStream: false,
  descriptions: [],
  errors: [],
}

/** The answer that a reply makes where no route declares one: of an error handler. */
export function answerReply(where: string, reply: unknown, exchange: Exchange): Answering {
  if (isReply(reply)) return encodeReply(reply, undeclared, { where, exchange })
  throw new AnswerInvalid(`${where}: the handler answers ${typeof reply}, but only a reply has a status`)
}

// What the route declares for the status comes first. One schema or kind is declared for every success; a kind
// that the reply brings along serves where nothing is declared, or where it is what is declared.
function boundFor(
  where: string,
  { status, kind, body }: Reply,
  answers: DeclaredAnswers,
): BoundResponse | undefined {
  const declared = answers.byStatus.get(status)
  if (declared !== undefined) return declared
  if (!answers.isDeclared) return (kind ?? (isProblem(body) ? Problem : undefined))?.['~vivace'].bind(where)
  const fitting = isSuccess(status) ? answers.plain : answers.byKind.get(kind)
  if (fitting !== undefined) return fitting
  const listed = [...answers.byStatus.keys()].join(', ')
  throw new AnswerInvalid(`${where}: the handler replies ${status}, but 'returns' declares ${listed}`)
}

function answerWith(status: number, type: string | undefined, body: AnswerBody): Answer {
  if (type === undefined || forbidsBody(status)) return new Answer(status, [], null)
  return type === jsonMediaType
    ? Answer.sharing(status, jsonFields, body)
    : new Answer(status, ['content-type', type], body)
}

function withHeaders(
  answer: Answer,
  { headers = {}, cookies = {} }: ReplyOptions,
  exchange: Exchange,
): Answer {
  for (const [name, value] of Object.entries(headers)) {
    for (const one of typeof value === 'string' ? [value] : value) addHeader(answer, name.toLowerCase(), one)
  }
  for (const [name, cookie] of Object.entries(cookies)) {
    const header = setCookie(name, ...cookieOf(cookie))
    checkSecureCookie(header, exchange)
    answer.append('set-cookie', header)
  }
  return answer
}

// The route's media type is what the documents say; a handler may still name a closer one. So it is with what
// a kind of answer says of caching.
function addHeader(answer: Answer, name: string, value: string): void {
  if (name === 'content-type' || name === 'cache-control') answer.set(name, value)
  else answer.append(name, value)
}

/** Adds what the `response` input was told, clean-up included, to an answer that is a value or a reply. */
export function applyDraft({ answer, result }: Run, { status, headers }: ResponseDraft): void {
  if (answer === undefined || answer === result) return
  answer.status = status ?? answer.status
  for (let at = 0; at < headers.length; at += 2) addHeader(answer, headers[at] ?? '', headers[at + 1] ?? '')
  if (!forbidsBody(answer.status)) return
  answer.body = null
  answer.delete('content-type')
}

function isAsyncIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}

function undeclaredStream(where: string): AnswerInvalid {
  return new AnswerInvalid(
    `${where}: the handler answers a stream; declare returns: events(Schema), lines(Schema) or stream()`,
  )
}

function mustReply(where: string, { byStatus }: DeclaredAnswers): AnswerInvalid {
  return new AnswerInvalid(
    `${where}: 'returns' declares ${[...byStatus.keys()].join(', ')}; answer with reply(status, body), so that it is clear which`,
  )
}
