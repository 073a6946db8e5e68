import { setTimeout as delay } from 'node:timers/promises'
import type { PoolClient } from 'pg'
import { requestCancel } from './cancel-request.ts'

/**
 * How long it is from one request to the next, in milliseconds: one that comes before the statement has begun is lost. After
 * the last one the connection is closed instead.
 */
const pauses = [20, 40, 80, 160, 320, 640, 1_000]

/**
 * Waits for a statement, and has PostgreSQL end it when the signal aborts: it rejects with the signal's reason then, and not
 * before the connection is free again or closed.
 */
export async function endingWith<Result>(
  running: Promise<Result>,
  client: PoolClient,
  signal: AbortSignal,
): Promise<Result> {
  let cancelling: Promise<void> | undefined
  const ended = running.then(
    () => undefined,
    () => undefined,
  )
  const cancel = (): void => {
    cancelling = cancelUntil(ended, client)
  }
  if (signal.aborted) cancel()
  else signal.addEventListener('abort', cancel, { once: true })
  try {
    return await running
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  } finally {
    signal.removeEventListener('abort', cancel)
    // The request must not meet the next statement of this connection.
    await cancelling
  }
}

async function cancelUntil(ended: Promise<unknown>, client: PoolClient): Promise<void> {
  const state = { isOver: false }
  const over = ended.then(() => (state.isOver = true))
  for (const pause of pauses) {
    if (state.isOver) return
    await requestCancel(client)
    const waiting = new AbortController()
    await Promise.race([over, delay(pause, undefined, { signal: waiting.signal }).catch(() => undefined)])
    waiting.abort()
  }
  // The server does not hear: what is pending rejects, and the pool drops the connection.
  if (!state.isOver) client.connection.stream.destroy()
}
