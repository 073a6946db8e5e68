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
  readonly #routes = new Map<string, string>()

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
    const { path, routePath, client } = exchange
    const { trace, added } = context
    let line = `${sink.start(level, messageJson)}${boundJson},"correlation_id":"${context.correlationId}"`
    if (trace !== undefined) line += `,"trace_id":"${trace.traceId}","span_id":"${trace.spanId}"`
    if (added !== undefined) line += logJson([added], sink.redaction)
    line += `,"method":${textJson(exchange.method)}`
    if (path !== routePath) line += `,"path":${textJson(path, sink.redaction.showText)}`
    else line += `,"path":${this.#routeJson(path)}`
    if (routePath !== undefined) line += `,"route":${this.#routeJson(routePath)}`
    line += `,"status":${answer.status},"duration_ms":${rounded(milliseconds)}`
    if (milliseconds >= this.#slowest) line += ',"slow":true'
    if (client.address !== undefined) line += `,"ip":${textJson(client.address)}`
    sink.end(level, line)
  }

  // There are as many as routes.
  #routeJson(route: string): string {
    let json = this.#routes.get(route)
    if (json === undefined) this.#routes.set(route, (json = textJson(route)))
    return json
  }
}

type Level = 'debug' | 'info' | 'warn' | 'error'

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 1_000) / 1_000
}
