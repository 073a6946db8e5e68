/**
 * Aborts a controller when a signal aborts, with the same reason; what it returns lets go of the signal.
 *
 *     const stop = follow(signal, controller)
 */
export function follow(signal: AbortSignal, controller: AbortController): () => void {
  const abort = (): void => controller.abort(signal.reason)
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return () => signal.removeEventListener('abort', abort)
}

/**
 * What some work results in, unless a signal aborts first: then its reason is thrown, whatever becomes of the work.
 *
 *     await unlessAborted(signal, work)
 */
export async function unlessAborted<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
  let stop = (): void => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    const reason = (): unknown => signal.reason
    stop = () => reject(reason())
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
