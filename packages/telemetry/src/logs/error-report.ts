/** What a reporter is told of an error that the log was told of. */
export interface ErrorReport {
  /** What was thrown. */
  readonly error: Error
  /** The message of the log line: `request failed`. */
  readonly message: string
  /** The id of the request in logs and answers; absent outside of a request. */
  readonly correlationId: string | undefined
  /** The other fields of the line, redacted as in the log: route, method, user_id. Never a body, never headers. */
  readonly fields: Readonly<Record<string, unknown>>
}

/**
 * Passes errors on to where they are watched: Sentry, an inbox, a chat.
 *
 *     jsonLogger({ report: ({ error, correlationId }) => Sentry.captureException(error, { tags: { correlationId } }) })
 */
export type ErrorReporter = (report: ErrorReport) => unknown

/** The report of a line, made of the line itself, so that it says nothing that the log does not. */
export function reportOf(error: Error, line: string): ErrorReport {
  // The logger wrote it.
  const {
    timestamp,
    level,
    message,
    error: _written,
    correlation_id,
    ...fields
  } = JSON.parse(line) as Readonly<Record<string, unknown>>
  return {
    error,
    message: String(message),
    correlationId: typeof correlation_id === 'string' ? correlation_id : undefined,
    fields: { timestamp, level, ...fields },
  }
}
