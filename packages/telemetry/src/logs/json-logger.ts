import { type LogFields, type Logger, logJson, type LogLevel } from 'vivace'
import type { ErrorReporter } from './error-report.ts'
import { type LogDestination, logDestination } from './log-destination.ts'
import { LogSink } from './log-sink.ts'
import { redactionOf, type RedactionOptions } from './redaction.ts'

/** What a log has, hides, and where it goes. */
export interface JsonLoggerOptions {
  /** The least grave lines that are written; `info` if absent. */
  readonly level?: LogLevel
  /** Fields of every line: `{ service: 'shop', version: '1.4.0' }`. */
  readonly fields?: LogFields
  /** What is hidden, beside fields named after secrets and texts that look like them. */
  readonly redact?: RedactionOptions
  /** Where lines go; the standard output through `logDestination()` if absent. */
  readonly destination?: LogDestination
  /** Lines for people instead of JSON; if absent, when the standard output is a terminal and NODE_ENV is not `production`. */
  readonly pretty?: boolean
  /** Is told of every error that is logged. */
  readonly report?: ErrorReporter
}

/**
 * A logger for an app: one line of JSON an entry, written many at a time.
 *
 *     const log = jsonLogger({ level: 'debug', fields: { service: 'shop' } })
 *     const app = new App({ title: 'Shop', version: '1.0.0', log, middleware: [telemetry()] })
 *     log.info('started', { port: 8000 })
 *     // {"timestamp":"2026-11-21T09:00:00.000Z","level":"info","message":"started","service":"shop","port":8000}
 *
 * Fields that are named after secrets are hidden at any depth, and what looks like a token, a key or the number of a
 * card in any text. Errors are written with name, message, code, stack and cause, at once. No field can make it throw,
 * and no text can split a line.
 */
export function jsonLogger(options: JsonLoggerOptions = {}): Logger {
  const { level = 'info', fields, redact, report } = options
  const isPretty = options.pretty ?? (options.destination === undefined && isDevelopment())
  const destination = options.destination ?? logDestination(isPretty ? { maxDelay: 0 } : {})
  const pretty = isPretty
    ? { isColoured: options.destination === undefined && process.stdout.isTTY }
    : undefined
  const sink = new LogSink({ level, redaction: redactionOf(redact), destination, report, pretty })
  return new JsonLogger(sink, fields === undefined ? [] : [fields])
}

function isDevelopment(): boolean {
  return process.stdout.isTTY && process.env['NODE_ENV'] !== 'production'
}

/** A logger of JSON lines: a sink, and the fields that go with each line. */
export class JsonLogger implements Logger {
  readonly sink: LogSink
  /** Not merged: a record may have members that throw when they are read. */
  readonly #bound: readonly LogFields[]
  #json: string | undefined = undefined

  constructor(sink: LogSink, bound: readonly LogFields[]) {
    this.sink = sink
    this.#bound = bound
  }

  /** The fields of every line as members of an object, each with a comma before it. */
  get boundJson(): string {
    return (this.#json ??= logJson(this.#bound, this.sink.redaction))
  }

  /** Whether every line has a field of one of these names. */
  binds(names: ReadonlySet<string>): boolean {
    return this.#bound.some((record) => Object.keys(record).some((name) => names.has(name)))
  }

  debug(message: string, fields?: LogFields): void {
    this.#write('debug', message, fields)
  }

  info(message: string, fields?: LogFields): void {
    this.#write('info', message, fields)
  }

  warn(message: string, fields?: LogFields): void {
    this.#write('warn', message, fields)
  }

  error(message: string, fields?: LogFields): void {
    this.#write('error', message, fields)
  }

  child(fields: LogFields): Logger {
    return new JsonLogger(this.sink, [...this.#bound, named(fields)])
  }

  #write(level: LogLevel, message: string, fields: LogFields | undefined): void {
    if (!this.sink.takes(level)) return
    this.sink.write(level, message, fields === undefined ? this.#bound : [...this.#bound, named(fields)])
  }
}

/** An error given in place of fields has no fields of its own to show. */
function named(fields: LogFields): LogFields {
  return fields instanceof Error ? { error: fields } : fields
}
