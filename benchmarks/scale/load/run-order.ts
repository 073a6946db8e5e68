import type { ClientConnection } from './client-connection.ts'
import type { ClientReport, ClosedOrder, PacedOrder } from './client-order.ts'
import type { ConnectionPool } from './connection-pool.ts'
import { Pace } from './pace.ts'
import { Tally } from './tally.ts'
import type { PreparedExchange } from './tally.ts'

/** What requests are sent on, and which. */
export interface Target {
  readonly pool: ConnectionPool
  readonly exchanges: readonly PreparedExchange[]
}

/** How long answers are waited for after the last request was sent, in milliseconds. */
const patience = 10_000

/** Runs an open loop: request `n` is meant for its time, and waits when no connection is free. */
export function runPaced(target: Target, { rate, seconds }: PacedOrder): Promise<ClientReport> {
  const pace = new Pace(rate, seconds)
  const run = new LoadRun(target, pace.total)
  const waiting: number[] = []
  let sent = 0
  const sendNext = (connection: ClientConnection, at: number): void =>
    run.send(connection, { at, intended: pace.intended(at) }, () => {
      const next = waiting.shift()
      if (next === undefined) target.pool.give(connection)
      else sendNext(connection.isOpen ? connection : giveAndTake(target.pool, connection), next)
    })
  const turn = (): void => {
    for (const due = pace.due(run.elapsed()); sent < due; sent++) {
      const connection = target.pool.take()
      if (connection === undefined) waiting.push(sent)
      else sendNext(connection, sent)
    }
    if (sent === pace.total) run.giveUpAfter(patience, () => pace.total)
    else if (pace.intended(sent) - run.elapsed() > 2) setTimeout(turn, 1)
    // A timer is a millisecond late: as long as the next request is due sooner, sockets are polled without a pause.
    else setImmediate(turn)
  }
  turn()
  return run.done
}

/** Runs a closed loop: each connection sends its next request when it has its answer. */
export function runClosed(target: Target, { requests, seconds }: ClosedOrder): Promise<ClientReport> {
  const run = new LoadRun(target, requests)
  let sent = 0
  const sendNext = (connection: ClientConnection): void => {
    if (sent === requests || run.elapsed() > seconds * 1000) {
      target.pool.give(connection)
      run.expect(sent)
      return
    }
    run.send(connection, { at: sent++, intended: run.elapsed() }, () =>
      sendNext(connection.isOpen ? connection : giveAndTake(target.pool, connection)),
    )
  }
  for (let left = target.pool.idle; left > 0; left--) {
    const connection = target.pool.take()
    if (connection !== undefined) sendNext(connection)
  }
  run.giveUpAfter(seconds * 1000 + patience, () => sent)
  return run.done
}

/** A connection that is closed goes to the end of the pool; what comes in its place is open or about to be. */
function giveAndTake(pool: ConnectionPool, connection: ClientConnection): ClientConnection {
  pool.give(connection)
  return pool.take() ?? connection
}

interface Sent {
  readonly at: number
  readonly intended: number
}

/** What the two loops have in common: sending, counting, and the end. */
class LoadRun {
  readonly done: Promise<ClientReport>
  readonly #target: Target
  readonly #tally = new Tally()
  readonly #begun = performance.now()
  #expected: number
  #finish: () => void = () => {}

  constructor(target: Target, expected: number) {
    this.#target = target
    this.#expected = expected
    const reopened = target.pool.reopened
    this.done = new Promise((resolve) => {
      this.#finish = () => resolve(this.#tally.report(target.pool.reopened - reopened))
    })
  }

  /** Milliseconds since the start. */
  elapsed(): number {
    return performance.now() - this.#begun
  }

  /** Sends a request; `next` is called when it is settled. */
  send(connection: ClientConnection, { at, intended }: Sent, next: () => void): void {
    const { exchanges } = this.#target
    const exchange = exchanges[at % exchanges.length]
    if (exchange === undefined) throw new Error('there is nothing to send')
    const sent = this.elapsed()
    connection.send(exchange.request, (outcome) => {
      if (outcome instanceof Error) this.#tally.lose(1, outcome.message)
      else this.#tally.answered(exchange, outcome, { intended, sent, answered: this.elapsed() })
      next()
      if (this.#tally.settled >= this.#expected) this.#finish()
    })
  }

  /** No more than so many are sent after all. */
  expect(count: number): void {
    this.#expected = count
    if (this.#tally.settled >= count) this.#finish()
  }

  /** What is not answered so many milliseconds from now never will be. */
  giveUpAfter(milliseconds: number, sent: () => number): void {
    const giveUp = setTimeout(() => {
      this.#tally.lose(sent() - this.#tally.settled, 'no answer within 10 seconds')
      this.#finish()
    }, milliseconds)
    void this.done.then(() => clearTimeout(giveUp))
  }
}
