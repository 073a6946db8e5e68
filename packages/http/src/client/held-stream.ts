/** What happens around a body that is read after its call has returned. */
export interface HeldStreamOptions {
  /** Ends the stream, also while nobody reads it. */
  readonly signal: AbortSignal
  /** Called once: with what ended it, or with nothing when it was read to its end. */
  readonly onEnd: (ended: { readonly thrown: unknown } | undefined) => void
  /** What the reader is told of what was thrown. */
  readonly translate: (thrown: unknown) => unknown
}

/** The reader has left before the end. */
export class StreamLeft extends Error {
  override readonly name = 'StreamLeft'
}

/**
 * A stream that gives back what its call holds when it has ended: read to its end, broken, left, or out of time.
 *
 *     return heldStream(chunks, { signal, onEnd: () => connection.free(), translate: (error) => error })
 */
export function heldStream(
  chunks: AsyncIterable<Uint8Array>,
  { signal, onEnd, translate }: HeldStreamOptions,
): AsyncIterable<Uint8Array> {
  const outOfTime = (): void => onEnd({ thrown: signal.reason })
  signal.addEventListener('abort', outOfTime, { once: true })
  const end: HeldStreamOptions['onEnd'] = (ended) => {
    signal.removeEventListener('abort', outOfTime)
    onEnd(ended)
  }
  return (async function* () {
    let ended: { readonly thrown: unknown } | undefined = { thrown: new StreamLeft() }
    try {
      yield* chunks
      ended = undefined
    } catch (thrown) {
      ended = { thrown }
      throw translate(thrown)
    } finally {
      end(ended)
    }
  })()
}
