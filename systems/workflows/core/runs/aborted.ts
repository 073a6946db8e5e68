/**
 * Waits for something, and no longer than until a signal aborts; then it rejects with the signal's reason.
 *
 *     await aborted(signal, place.turn)
 */
export function aborted<Value>(signal: AbortSignal, awaited: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      const reason: unknown = signal.reason
      reject(reason)
    }
    if (signal.aborted) return abort()
    signal.addEventListener('abort', abort, { once: true })
    awaited.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
