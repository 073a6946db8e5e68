import { logJson, type LogRedaction, textJson } from './log-json.ts'
import type { LogFields, Logger } from './logger.ts'
import { secretNames } from './secret-name.ts'

const levels = ['debug', 'info', 'warn', 'error'] as const

/** How grave a log line is. */
export type LogLevel = (typeof levels)[number]

/** What the console logger writes, and what it hides. */
export interface ConsoleLoggerOptions {
  /** The least grave lines that are written; `info` if absent. */
  readonly level?: LogLevel
  /** Names of fields to hide, beside the well-known ones: `['ssn']`. Case and punctuation do not matter. */
  readonly redact?: readonly string[]
}

/**
 * The default logger: one line of JSON an entry, `debug` and `info` on `console.log`, `warn` and `error`
 * on `console.error`.
 *
 *     consoleLogger({ level: 'debug' }).info('started', { port: 8000 })
 *     // {"timestamp":"2026-11-21T09:00:00.000Z","level":"info","message":"started","port":8000}
 *
 * Fields named after secrets (authorization, cookie, password, token, secret, API key …) are hidden at any
 * depth. Errors are written with name, message, code, stack and cause. No field can make it throw, and no
 * text can split a line.
 */
export function consoleLogger(options: ConsoleLoggerOptions = {}): Logger {
  const threshold = levels.indexOf(options.level ?? 'info')
  return new ConsoleLogger({ threshold, redaction: { hidesName: secretNames(options.redact) } }, [])
}

interface Settings {
  /** The place in `levels` of the least grave lines that are written. */
  readonly threshold: number
  readonly redaction: LogRedaction
}

class ConsoleLogger implements Logger {
  readonly #settings: Settings
  /** Not merged: a record may have members that throw when they are read. */
  readonly #bound: readonly LogFields[]

  constructor(settings: Settings, bound: readonly LogFields[]) {
    this.#settings = settings
    this.#bound = bound
  }

  /* eslint-disable no-console -- this is the one place that writes to the console. */
  debug(message: string, fields?: LogFields): void {
    if (this.#settings.threshold <= 0) console.log(this.#line('debug', message, fields))
  }

  info(message: string, fields?: LogFields): void {
    if (this.#settings.threshold <= 1) console.log(this.#line('info', message, fields))
  }

  warn(message: string, fields?: LogFields): void {
    if (this.#settings.threshold <= 2) console.error(this.#line('warn', message, fields))
  }

  error(message: string, fields?: LogFields): void {
    console.error(this.#line('error', message, fields))
  }
  /* eslint-enable no-console */

  child(fields: LogFields): Logger {
    return new ConsoleLogger(this.#settings, [...this.#bound, named(fields)])
  }

  #line(level: LogLevel, message: string, fields?: LogFields): string {
    const start = `{"timestamp":"${new Date().toISOString()}","level":"${level}","message":${textJson(String(message))}`
    const records = fields === undefined ? this.#bound : [...this.#bound, named(fields)]
    try {
      return `${start}${logJson(records, this.#settings.redaction)}}`
    } catch {
      return `${start},"fields":"[unreadable]"}`
    }
  }
}

/** An error given in place of fields has no fields of its own to show. */
function named(fields: LogFields): LogFields {
  return fields instanceof Error ? { error: fields } : fields
}
