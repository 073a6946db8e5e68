import type { Answer } from './answer-reader.ts'
import type { ClientReport, Exchange } from './client-order.ts'

/** An exchange whose body is bytes, as answers are. */
export interface PreparedExchange {
  readonly request: string
  readonly status: number
  readonly body: Buffer | undefined
}

/** Makes an exchange ready to be compared with answers. */
export function prepareExchange({ request, status, body }: Exchange): PreparedExchange {
  return { request, status, body: body === undefined ? undefined : Buffer.from(body) }
}

/** What is wrong with an answer, in words; `undefined` for a right one. */
export function faultOf({ request, status, body }: PreparedExchange, answer: Answer): string | undefined {
  const line = request.slice(0, request.indexOf(' HTTP/'))
  if (answer.status !== status) return `${line}: it answered ${answer.status}, not ${status}`
  if (body === undefined || body.equals(answer.body)) return undefined
  return `${line}: it answered ${answer.body.toString().slice(0, 200)}`
}

/** When something happened, in milliseconds from the start of the run. */
export interface Times {
  readonly intended: number
  readonly sent: number
  readonly answered: number
}

const mostExamples = 5

/** Counts what came of the requests of one run. */
export class Tally {
  readonly #latencies: number[] = []
  readonly #lags: number[] = []
  readonly #examples: string[] = []
  #lost = 0
  #wrong = 0
  #last = 0

  /** How many requests have been settled, well or badly. */
  get settled(): number {
    return this.#latencies.length + this.#lost
  }

  /** An answer has come. */
  answered(exchange: PreparedExchange, answer: Answer, times: Times): void {
    this.#latencies.push(times.answered - times.intended)
    this.#lags.push(times.sent - times.intended)
    this.#last = times.answered
    const fault = faultOf(exchange, answer)
    if (fault === undefined) return
    this.#wrong++
    this.#note(fault)
  }

  /** No answer will come to so many requests. */
  lose(count: number, why: string): void {
    if (count === 0) return
    this.#lost += count
    this.#note(why)
  }

  /** The sum of it. */
  report(reopened: number): ClientReport {
    return {
      answered: this.#latencies.length,
      seconds: this.#last / 1000,
      latencies: Float64Array.from(this.#latencies),
      lags: Float64Array.from(this.#lags),
      lost: this.#lost,
      wrong: this.#wrong,
      examples: this.#examples,
      reopened,
    }
  }

  #note(text: string): void {
    if (this.#examples.length < mostExamples) this.#examples.push(text)
  }
}
