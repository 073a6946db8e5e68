/**
 * Reads a source, each step of it within something, such as a span.
 *
 *     for await (const piece of readIn(pieces, (work) => span.run(work))) …
 */
export async function* readIn<Piece>(
  source: AsyncIterable<Piece>,
  within: (work: () => Promise<IteratorResult<Piece>>) => Promise<IteratorResult<Piece>>,
): AsyncGenerator<Piece, void, undefined> {
  const pieces = source[Symbol.asyncIterator]()
  try {
    for (;;) {
      const next = await within(() => pieces.next())
      if (next.done === true) return
      yield next.value
    }
  } finally {
    await pieces.return?.()
  }
}
