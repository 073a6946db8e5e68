import { UpstreamError } from '@vivace/http'
import type { ChatRequest } from '../providers/index.ts'
import { type Dialect, nextDialect } from './dialect.ts'
import { readFailure } from './told-error.ts'

/** Models whose dialects are remembered. */
const mostModels = 100

/** What each model of an endpoint has turned out to understand. */
export class Dialects {
  readonly #first: Dialect
  readonly #known = new Map<string, Dialect>()

  constructor(first: Dialect) {
    this.#first = first
  }

  /** Asks, and asks for less where the endpoint refuses a thing that it does not know. */
  async speak<Result>(
    { model, format }: ChatRequest,
    ask: (dialect: Dialect) => Promise<Result>,
  ): Promise<Result> {
    let dialect = this.#known.get(model) ?? this.#first
    for (;;) {
      try {
        return await ask(dialect)
      } catch (error) {
        if (!(error instanceof UpstreamError) || error.answer === undefined) throw error
        const { status, text } = error.answer
        const failure = readFailure(status, text)
        const next = nextDialect({ dialect, hasFormat: format !== undefined, failure })
        if (next === undefined) throw error
        dialect = next
        this.#remember(model, next)
      }
    }
  }

  #remember(model: string, dialect: Dialect): void {
    this.#known.set(model, dialect)
    const [oldest] = this.#known.keys()
    if (this.#known.size > mostModels && oldest !== undefined) this.#known.delete(oldest)
  }
}
