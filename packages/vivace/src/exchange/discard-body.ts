import type { Answer, AnswerBody } from './answer.ts'

/**
 * Tells a stream that nobody will read it, so that it lets go of what it holds. Its errors are its own:
 * there is no answer left that they could spoil.
 *
 *     if (exchange.method === 'HEAD') await discardBody(answer.body)
 */
export async function discardBody(body: AnswerBody): Promise<void> {
  if (typeof body !== 'object' || body === null || body instanceof Uint8Array) return
  try {
    await body[Symbol.asyncIterator]().return?.()
  } catch {
    // Said above.
  }
}

/**
 * Does the same for an answer that nobody gets; it may be none at all, if the app has broken its word.
 *
 *     const late = await answering
 *     await discardAnswer(late)
 */
export async function discardAnswer(answer: Answer): Promise<void> {
  try {
    await discardBody(answer.body)
  } catch {
    // There is no body to discard.
  }
}
