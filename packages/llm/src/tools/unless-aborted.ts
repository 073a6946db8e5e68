/**
 * The work's result, unless the signal comes first: then its reason is thrown, and nobody waits for the work.
 *
 *     const results = await unlessAborted(signal, Promise.all(running))
 */
export async function unlessAborted<Value>(
  signal: AbortSignal | undefined,
  work: Promise<Value>,
): Promise<Value> {
  if (signal === undefined) return work
  let stop = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    const reason = (): unknown => signal.reason
    const abort = (): void => reject(reason())
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    stop = () => signal.removeEventListener('abort', abort)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    stop()
  }
}
