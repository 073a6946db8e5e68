import { type LogFields, logJson, type LogLevel, type LogRedaction, textJson } from 'vivace'
import { type ErrorReporter, reportOf } from './error-report.ts'
import type { LogDestination } from './log-destination.ts'
import { prettyLine } from './pretty-line.ts'
import { timestamp } from './timestamp.ts'

const graveness: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 }

/**
 * How a line of a time in milliseconds begins; the message is JSON already.
 *
 *     lineStart('info', '"started"', Date.now())
 *     // '{"timestamp":"2026-11-21T09:00:00.000Z","level":"info","message":"started"'
 */
export function lineStart(level: LogLevel, message: string, now: number): string {
  return `{"timestamp":"${timestamp(now)}","level":"${level}","message":${message}`
}

/** How the lines of a logger and its children are written. */
export interface LogSinkOptions {
  readonly level: LogLevel
  readonly redaction: LogRedaction
  readonly destination: LogDestination
  readonly report: ErrorReporter | undefined
  /** Whether lines are for people, and in colours; JSON if absent. */
  readonly pretty: { readonly isColoured: boolean } | undefined
}

/** Writes lines: what a logger and all its children share. */
export class LogSink {
  readonly redaction: LogRedaction
  readonly #threshold: number
  readonly #options: LogSinkOptions

  constructor(options: LogSinkOptions) {
    this.#options = options
    this.redaction = options.redaction
    this.#threshold = graveness[options.level]
  }

  /** Whether lines of a level are written. */
  takes(level: LogLevel): boolean {
    return graveness[level] >= this.#threshold
  }

  /** Writes one line of the fields of several records, the later ones before the earlier. */
  write(level: LogLevel, message: string, records: readonly LogFields[]): void {
    const line = lineStart(level, this.#text(message), Date.now()) + this.#fields(records)
    this.end(level, line)
    const error = level === 'error' ? errorOf(records) : undefined
    if (error !== undefined) this.#report(error, `${line}}`)
  }

  /** Writes a line that lacks its last brace. An error is there before the next line of the program runs. */
  end(level: LogLevel, line: string): void {
    const { destination, pretty } = this.#options
    destination.write(pretty === undefined ? `${line}}\n` : `${prettyLine(`${line}}`, pretty.isColoured)}\n`)
    if (level === 'error') destination.flush?.()
  }

  #text(message: string): string {
    return textJson(String(message), this.redaction.showText)
  }

  #fields(records: readonly LogFields[]): string {
    try {
      return logJson(records, this.redaction)
    } catch {
      return ',"fields":"[unreadable]"'
    }
  }

  #report(error: Error, line: string): void {
    const { report } = this.#options
    if (report === undefined) return
    const failed = (failure: unknown): void => {
      // As a warning: a reporter that cannot report must not be told of it.
      this.write('warn', 'The error reporter failed.', [{ error: failure }])
    }
    try {
      void Promise.resolve(report(reportOf(error, line))).catch(failed)
    } catch (failure) {
      failed(failure)
    }
  }
}

function errorOf(records: readonly LogFields[]): Error | undefined {
  try {
    return records.map((record) => record['error']).findLast((error) => error instanceof Error)
  } catch {
    return undefined
  }
}
