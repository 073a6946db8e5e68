/** What a fake endpoint answers with success. */
export interface FakeAnswer {
  readonly text?: string
  /** Tools that the model wants; `arguments` is written as JSON unless it is text. */
  readonly toolCalls?: readonly { readonly name: string; readonly arguments: unknown; readonly id?: string }[]
  readonly refusal?: string
  /** As on the wire: `stop`, `length`, `content_filter`; what fits the answer if absent. */
  readonly finishReason?: string
  /** Counted by words if absent; `false` leaves it out. */
  readonly usage?: FakeUsage | false
  readonly model?: string
  /** Milliseconds before the answer begins. */
  readonly delay?: number
  /** Milliseconds before each piece of a stream. */
  readonly tokenPause?: number
  /** Breaks the connection after so many pieces of a stream, or instead of an answer. */
  readonly cutAfter?: number
}

/** Tokens as the wire format tells them. */
export interface FakeUsage {
  readonly promptTokens: number
  readonly completionTokens: number
  readonly cachedTokens?: number
  readonly reasoningTokens?: number
}

/** What a fake endpoint answers with a failure. */
export interface FakeFailure {
  readonly status: number
  /** Said by `retry-after-ms`. */
  readonly retryAfterMs?: number
  readonly headers?: Readonly<Record<string, string>>
  /** `error.code`, as in `context_length_exceeded`. */
  readonly code?: string
  /** `error.param`, as in `response_format`. */
  readonly param?: string
  readonly message?: string
  readonly delay?: number
}

/** Bytes of your own in place of an answer: bad JSON, HTML, an event stream that breaks the rules. */
export interface FakeBody {
  readonly body: string
  readonly status?: number
  readonly mediaType?: string
}

/** No answer at all, until the client leaves. */
export interface FakeSilence {
  readonly hangs: true
}

/** One reply of a fake endpoint; a text is short for `{ text }`. */
export type FakeReply = string | FakeAnswer | FakeFailure | FakeBody | FakeSilence
