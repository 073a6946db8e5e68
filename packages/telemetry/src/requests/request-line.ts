import {
  type Answer,
  type Duration,
  type Exchange,
  type Logger,
  logJson,
  parseDuration,
  textJson,
} from 'vivace'
import { JsonLogger } from '../logs/json-logger.ts'
import { lineStart } from '../logs/log-sink.ts'
import { millisecondsJson } from '../logs/three-digits.ts'
import { isKnownMethod } from '../metrics/known-methods.ts'
import { type KindOfAnswer, KindsOfAnswers } from '../metrics/kinds-of-answers.ts'
import type { RequestContext } from './request-context.ts'

/** Which requests are logged, and how loudly. */
export interface RequestLineOptions {
  /** The level of a request that went well, or that the client got wrong (4xx); `info` if absent. */
  readonly level?: 'debug' | 'info'
  /** Requests to say nothing about: `({ path }) => path === '/metrics'`. */
  readonly skip?: (exchange: Exchange, answer: Answer) => boolean
  /** From this long on, a request is logged as a warning with `slow: true`; none is if absent. */
  readonly slow?: Duration
}

/** A request that has its answer. */
export interface AnsweredRequest {
  readonly exchange: Exchange
  readonly answer: Answer
  readonly context: RequestContext
  readonly milliseconds: number
}

const message = 'request answered'
const messageJson = JSON.stringify(message)

/** What the line has of its own; who adds a field of such a name gets a line that is made with care. */
const ownNames: ReadonlySet<string> = new Set([
  ...['timestamp', 'level', 'message', 'correlation_id', 'trace_id', 'span_id'],
  ...['method', 'path', 'route', 'status', 'duration_ms', 'slow', 'ip'],
])

/**
 * Writes the one line of each request. With a `jsonLogger` the line is put together from its parts, since a line that
 * is made of a record takes five times as long.
 */
export class RequestLine {
  readonly #target: Logger
  readonly #json: JsonLogger | undefined
  readonly #level: 'debug' | 'info'
  readonly #skip: RequestLineOptions['skip']
  readonly #slowest: number
  readonly #texts = new KindsOfAnswers(textsOf)
  /** How the last line began, up to its id. */
  #start = ''
  #startTime = NaN
  #startLevel: Level = 'info'
  #lastAddress: string | undefined = undefined
  #lastAddressJson = ''

  /** Throws `DefinitionError` DURATION_INVALID. */
  constructor(target: Logger, { level = 'info', skip, slow }: RequestLineOptions) {
    this.#target = target
    this.#json = target instanceof JsonLogger && !target.binds(ownNames) ? target : undefined
    this.#level = level
    this.#skip = skip
    this.#slowest = slow === undefined ? Infinity : parseDuration(slow, 'telemetry()')
  }

  /** Whether it writes to this logger. */
  isFor(target: Logger): boolean {
    return this.#target === target
  }

  write(request: AnsweredRequest): void {
    const { exchange, answer, milliseconds } = request
    if (this.#skip?.(exchange, answer) === true) return
    const level = answer.status >= 500 ? 'error' : milliseconds >= this.#slowest ? 'warn' : this.#level
    const { added } = request.context
    if (
      this.#json === undefined ||
      (added !== undefined && Object.keys(added).some((name) => ownNames.has(name)))
    )
      this.#writeFields(request, level)
    else if (this.#json.sink.takes(level)) this.#writeParts(this.#json, request, level)
  }

  #writeFields({ exchange, answer, context, milliseconds }: AnsweredRequest, level: Level): void {
    this.#target.child(context.fields)[level](message, {
      method: exchange.method,
      path: exchange.path,
      route: exchange.routePath,
      status: answer.status,
      duration_ms: rounded(milliseconds),
      slow: milliseconds >= this.#slowest || undefined,
      ip: exchange.client.address,
    })
  }

  #writeParts({ sink, boundJson }: JsonLogger, request: AnsweredRequest, level: Level): void {
    const { exchange, answer, context, milliseconds } = request
    const { path, routePath } = exchange
    const { trace, added } = context
    const texts = this.#textsOf(exchange.method, routePath, answer.status)
    let line = this.#startOf(level, boundJson) + context.correlationId
    line += trace === undefined ? '"' : `","trace_id":"${trace.traceId}","span_id":"${trace.spanId}"`
    if (added !== undefined) line += logJson([added], sink.redaction)
    if (path === routePath) line += texts.ofPathAsRoute
    else line += texts.beforePath + textJson(path, sink.redaction.showText) + texts.afterPath
    line += millisecondsJson(milliseconds)
    if (milliseconds >= this.#slowest) line += ',"slow":true'
    sink.end(level, line + this.#addressJson(exchange.client.address))
  }

  // Many lines share a millisecond.
  #startOf(level: Level, boundJson: string): string {
    const now = Date.now()
    if (now !== this.#startTime || level !== this.#startLevel) {
      this.#startTime = now
      this.#startLevel = level
      this.#start = `${lineStart(level, messageJson, now)}${boundJson},"correlation_id":"`
    }
    return this.#start
  }

  #textsOf(method: string, route: string | undefined, status: number): LineTexts {
    // Clients can make up any number of other methods.
    return isKnownMethod(method)
      ? this.#texts.find(method, route, status)
      : textsOf({ method, route, status })
  }

  // Requests of one connection follow each other.
  #addressJson(address: string | undefined): string {
    if (address !== this.#lastAddress) {
      this.#lastAddress = address
      this.#lastAddressJson = address === undefined ? '' : `,"ip":${textJson(address)}`
    }
    return this.#lastAddressJson
  }
}

/** What the lines of one kind of answer have in common. */
interface LineTexts {
  readonly beforePath: string
  readonly afterPath: string
  /** All three, where the path is that of the route. */
  readonly ofPathAsRoute: string
}

function textsOf({ method, route, status }: KindOfAnswer): LineTexts {
  const beforePath = `,"method":${textJson(method)},"path":`
  const routeJson = route === undefined ? undefined : textJson(route)
  const routePart = routeJson === undefined ? '' : `,"route":${routeJson}`
  const afterPath = `${routePart},"status":${status},"duration_ms":`
  return { beforePath, afterPath, ofPathAsRoute: `${beforePath}${routeJson ?? '""'}${afterPath}` }
}

type Level = 'debug' | 'info' | 'warn' | 'error'

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000
}
