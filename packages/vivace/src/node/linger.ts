import type { IncomingMessage, ServerResponse } from 'node:http'

/** Long enough for an answer to cross the world and be read; short enough not to be worth an attack. */
const lingerTime = 1_000

/**
 * Ends an answer to a client that is still sending: for a moment what arrives is read and thrown away. If
 * the connection were closed at once, the kernel would reset it, and the client would lose the answer
 * that tells it why (RFC 9112, section 9.6).
 *
 *     response.write(text)
 *     lingerThenEnd(request, response)
 */
export function lingerThenEnd(request: IncomingMessage, response: ServerResponse): void {
  const end = (): void => {
    clearTimeout(timer)
    request.off('end', end).off('close', end)
    if (!response.destroyed) response.end()
  }
  const timer = setTimeout(end, lingerTime)
  request.once('end', end).once('close', end)
  request.resume()
}
