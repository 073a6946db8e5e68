/** What happens around a body that is read after its call has returned. */
export interface HeldStreamOptions {
  /** Ends the stream, also while nobody reads it. */
  readonly signal: AbortSignal
  /** Called once: with what ended it, or with nothing when it was read to its end. */
  readonly onEnd: (ended: Ended | undefined) => void
  /** What the reader is told of what was thrown. */
  readonly translate: (thrown: unknown) => unknown
}

/** What has ended a stream before its end. */
interface Ended {
  readonly thrown: unknown
}

/** The reader has left before the end. */
export class StreamLeft extends Error {
  override readonly name = 'StreamLeft'
}

/**
 * A stream that gives back what its call holds when it has ended: read to its end, broken, left, or out of time.
 *
 *     return heldStream(chunks, { signal, onEnd: () => connection.free(), translate: (error) => error })
 *
 * No generator: one that was never begun, or that waits for its next piece, does not hear that its reader leaves.
 */
export function heldStream(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onEnd, translate }: HeldStreamOptions,
): AsyncIterableIterator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]()
  const over = { done: true, value: undefined } as const
  let hasLeft = false
  let isOver = false
  const end = (ended: Ended | undefined): void => {
    if (isOver) return
    isOver = true
    signal.removeEventListener('abort', outOfTime)
    onEnd(ended)
  }
  const outOfTime = (): void => end({ thrown: signal.reason })
  signal.addEventListener('abort', outOfTime, { once: true })
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    try {
      const found = await source.next()
      if (found.done !== true) return found
      end(undefined)
      return over
    } catch (thrown) {
      if (hasLeft) return over
      end({ thrown })
      throw translate(thrown)
    }
  }
  const left = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    hasLeft = true
    end({ thrown: new StreamLeft() })
    return over
  }
  const stream: AsyncIterableIterator<Uint8Array> = {
    next,
    return: left,
    [Symbol.asyncIterator]: () => stream,
  }
  return stream
}
