/** How often something happens. */
export interface MockTimes {
  /** So many times; then what has been declared next. For ever if absent. */
  readonly times?: number | undefined
}

/** How often an answer is given, and its headers. */
export interface MockReplyOptions extends MockTimes {
  readonly headers?: Readonly<Record<string, string>>
}

/** What a request of a test is answered. */
export interface MockReply {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is if it is text or bytes, as JSON otherwise. */
  readonly body?: unknown
}

/** A request that a test has received. */
export interface MockedRequest {
  readonly method: string
  readonly url: string
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One address of a host in a test, and what it answers. What is declared first is answered first. */
export interface MockRoute {
  /**
   * Answers with a status and a body: text and bytes as they are, everything else as JSON.
   *
   *     route.reply(503, undefined, { headers: { 'retry-after': '1' }, times: 2 }).reply(200, { id: 7 })
   */
  reply(status: number, body?: unknown, options?: MockReplyOptions): this

  /**
   * Answers with what a function makes of the request.
   *
   *     route.answer(({ body }) => ({ status: 201, body: JSON.parse(body) }))
   */
  answer(make: (request: MockedRequest) => MockReply, options?: MockTimes): this

  /** Refuses the connection. */
  refuses(options?: MockTimes): this

  /** Never lets the connection come about. */
  neverConnects(options?: MockTimes): this

  /** Takes the request, and never answers. */
  hangs(options?: MockTimes): this

  /** Takes the request, and breaks the connection. */
  breaks(options?: MockTimes): this
}
