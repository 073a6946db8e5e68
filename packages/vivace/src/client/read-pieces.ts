/** The connection ended in the middle of an answer, or could not be made again. */
export class BrokenOff extends Error {
  override readonly name = 'BrokenOff'
}

/** The bytes of an answer as they come. Whoever stops reading goes away. */
export async function* readPieces({ body }: Response): AsyncGenerator<Uint8Array, void, undefined> {
  if (body === null) return
  const reader = body.getReader()
  try {
    for (;;) {
      const step = await reader.read().catch(throwBroken)
      if (step.done) return
      yield step.value
    }
  } finally {
    // A stream that has failed says so again.
    await reader.cancel().catch(() => undefined)
  }
}

function throwBroken(cause: unknown): never {
  if (isAbort(cause)) throw cause
  throw new BrokenOff('The answer broke off.', { cause })
}

/** Whether an error says that somebody wanted the end. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')
}

/** The text of an answer as it comes, whole characters at a time. */
export async function* readText(response: Response): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder()
  for await (const piece of readPieces(response)) yield decoder.decode(piece, { stream: true })
}
