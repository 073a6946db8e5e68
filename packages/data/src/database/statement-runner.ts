import { inSpan, type SpanOfWork, type Tracer } from 'vivace'
import type { Rows, Runner, RunOptions, Statement } from '../engine/engine.ts'
import { answeredError, type FailedStatement } from '../errors/answered-error.ts'

/** What statements are run with. */
export interface StatementRunnerOptions {
  readonly tracer?: Tracer | undefined
  /** Ends what is running when it aborts. */
  readonly signal?: AbortSignal | undefined
  /** What the app calls a column of a table, for errors. */
  readonly fieldName?: FailedStatement['fieldName']
}

/** Runs statements as an app wants them run: in spans, ended by a signal, and with errors that can be answered. */
export class StatementRunner implements Runner {
  readonly #runner: Runner
  readonly #options: StatementRunnerOptions

  constructor(runner: Runner, options: StatementRunnerOptions) {
    this.#runner = runner
    this.#options = options
  }

  async run(statement: Statement, options: RunOptions = {}): Promise<Rows> {
    const { tracer } = this.#options
    const signal = this.#signalOf(options)
    const run = async (): Promise<Rows> => {
      try {
        return await this.#runner.run(statement, { signal })
      } catch (error) {
        throw this.#answered(error, statement, signal)
      }
    }
    return tracer === undefined ? run() : inSpan(tracer, spanOf(statement), run)
  }

  async *stream(
    statement: Statement,
    options: RunOptions & { readonly batch?: number } = {},
  ): AsyncGenerator<Rows> {
    const signal = this.#signalOf(options)
    try {
      yield* this.#runner.stream(statement, { ...options, signal })
    } catch (error) {
      throw this.#answered(error, statement, signal)
    }
  }

  #signalOf({ signal }: RunOptions): AbortSignal | undefined {
    return signal ?? this.#options.signal
  }

  #answered(error: unknown, { text }: Statement, signal: AbortSignal | undefined): unknown {
    const isAborted = signal?.aborted === true && error === signal.reason
    return isAborted ? error : answeredError(error, { text, fieldName: this.#options.fieldName })
  }
}

/**
 * The span of a statement: its kind and its text, in which parameters are `$1` and not their values.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/database/postgresql/
 */
function spanOf({ text }: Statement): SpanOfWork {
  const operation = /^\s*(\w+)/.exec(text)?.[1]?.toUpperCase() ?? 'SQL'
  const table = /\b(?:from|into|update)\s+"?(\w+)"?/i.exec(text)?.[1]
  const summary = table === undefined ? operation : `${operation} ${table}`
  return {
    name: summary,
    kind: 'client',
    attributes: {
      'db.system.name': 'postgresql',
      'db.operation.name': operation,
      'db.collection.name': table,
      'db.query.summary': summary,
      'db.query.text': text,
    },
  }
}
