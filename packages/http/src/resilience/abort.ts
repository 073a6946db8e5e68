/** Whom a signal tells, and how it is let go of. */
interface Following {
  readonly controllers: Set<AbortController>
  readonly stop: () => void
}

const followings = new WeakMap<AbortSignal, Following>()

/**
 * Aborts a controller when a signal aborts, with the same reason; what it returns lets go of the signal.
 *
 *     const stop = follow(signal, controller)
 *
 * A signal has one listener of ours however many follow it: from the eleventh on Node.js 20 warns of a leak, and the
 * signal of a request may well have more calls.
 */
export function follow(signal: AbortSignal, controller: AbortController): () => void {
  if (signal.aborted) {
    controller.abort(signal.reason)
    return () => undefined
  }
  const following = followings.get(signal) ?? beginFollowing(signal)
  following.controllers.add(controller)
  return () => {
    following.controllers.delete(controller)
    if (following.controllers.size === 0) following.stop()
  }
}

function beginFollowing(signal: AbortSignal): Following {
  const controllers = new Set<AbortController>()
  const abort = (): void => {
    for (const controller of controllers) controller.abort(signal.reason)
  }
  signal.addEventListener('abort', abort, { once: true })
  const stop = (): void => {
    signal.removeEventListener('abort', abort)
    if (followings.get(signal)?.controllers === controllers) followings.delete(signal)
  }
  const following = { controllers, stop }
  followings.set(signal, following)
  return following
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
