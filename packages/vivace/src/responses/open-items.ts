import type { AnswerBody, Exchange } from '../exchange/index.ts'
import { type Duration, parseDuration } from '../http/duration.ts'
import { AnswerInvalid } from './answer-invalid.ts'
import { type Chunk, ItemStream } from './item-stream.ts'

/** How an answer that comes piece by piece begins. */
export interface OpeningOptions {
  /**
   * How long the head waits for the first item: what is thrown until then is a proper answer, a 404 for example.
   * 1 s if absent; 0 sends the head at once.
   */
  readonly opensAfter?: Duration
}

/** The same, checked. */
export interface Opening {
  /** For messages: `GET /items`. */
  readonly where: string
  /** In milliseconds. */
  readonly opensAfter: number
}

/** Checks how an answer begins. Throws `DefinitionError` DURATION_INVALID. */
export function openingOf(where: string, { opensAfter = '1s' }: OpeningOptions): Opening {
  return { where, opensAfter: parseDuration(opensAfter, `${where}, opensAfter`) }
}

/** What a kind does with its items. */
export interface Items {
  readonly exchange: Exchange
  readonly write: (item: unknown) => Chunk | Promise<Chunk>
  readonly idle?: { readonly after: number; readonly chunk: string } | undefined
  /** Whether the stream ends when the app stops: its client comes back, and misses nothing. */
  readonly endsWithApp?: boolean
}

/**
 * The body of a handler's items, opened: the first item is there, or has been waited for long enough.
 *
 *     encode: (value, _status, exchange) => openItems(value, opening, { exchange, write })
 *
 * Rejects with what is thrown before the first item, and throws `AnswerInvalid` for what has no items.
 */
export function openItems(
  value: unknown,
  { where, opensAfter }: Opening,
  { exchange, write, idle, endsWithApp = false }: Items,
): AnswerBody | Promise<AnswerBody> {
  if (!isAsyncIterable(value)) {
    throw new AnswerInvalid(
      `${where}: 'returns' declares a stream, but the handler answers ${typeof value}; make it an async generator function, or answer an async iterable`,
    )
  }
  const stream = new ItemStream(value[Symbol.asyncIterator](), { write, idle, clock: exchange.clock })
  whenGone(exchange.signal, stream)
  if (endsWithApp) whenStopping(exchange, stream)
  return opensAfter === 0 ? stream : stream.open(opensAfter)
}

// Whoever wraps the stream in a generator, to compress it for example, cannot tell it while it waits.
function whenGone(signal: AbortSignal, stream: ItemStream): void {
  const leave = (): void => void stream.return().catch(() => undefined)
  signal.addEventListener('abort', leave, { once: true })
}

// The source ends where it waits for somebody to take an item, or with its next one.
function whenStopping(exchange: Exchange, stream: ItemStream): void {
  const forget = exchange.shutdown?.onBegin(() => void stream.return().catch(() => undefined))
  if (forget !== undefined) exchange.after(forget)
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value
}
