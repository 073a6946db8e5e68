/** A request as it goes over the wire, and what a right answer to it is. */
export interface Exchange {
  readonly request: string
  readonly status: number
  /** The whole body; absent where it differs from one answer to the next. */
  readonly body?: string | undefined
}

/** What the client program is told, one after the other. */
export type ClientOrder = OpenOrder | PacedOrder | ClosedOrder

/** Open so many connections, and ask the first exchange once on each. */
export interface OpenOrder {
  readonly kind: 'open'
  readonly port: number
  readonly connections: number
  readonly exchanges: readonly Exchange[]
}

/** Send at a steady rate, whether answers come or not: an open loop. */
export interface PacedOrder {
  readonly kind: 'paced'
  /** Requests each second. */
  readonly rate: number
  readonly seconds: number
}

/** Send on each connection when it has its answer, until so many are answered or the time is over: a closed loop. */
export interface ClosedOrder {
  readonly kind: 'closed'
  readonly requests: number
  readonly seconds: number
}

/** What the client program saw of one order. Times are milliseconds. */
export interface ClientReport {
  readonly answered: number
  /** From the first request to the last answer, in seconds. */
  readonly seconds: number
  /** From when a request was meant to be sent to the end of its answer. */
  readonly latencies: Float64Array
  /** How late requests were sent: the client's own share of the latencies. */
  readonly lags: Float64Array
  /** Requests that were not answered: connections refused or broken off, and no answer in time. */
  readonly lost: number
  /** Requests whose answer was another one than the right one. */
  readonly wrong: number
  /** The first few of them, in words. */
  readonly examples: readonly string[]
  /** Connections that the server had closed while they were idle. */
  readonly reopened: number
}
