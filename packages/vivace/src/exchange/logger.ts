/** Facts that go with a log line. */
export type LogFields = Readonly<Record<string, unknown>>

/** Writes log lines. Any pino logger fits after a swap of its arguments; the telemetry battery brings one. */
export interface Logger {
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
  /** A logger that adds these fields to each of its lines. */
  child(fields: LogFields): Logger
}
