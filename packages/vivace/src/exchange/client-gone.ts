/**
 * Why `signal` aborts when the connection closes before the answer is written.
 *
 *     exchange.abort(clientGone())
 */
export function clientGone(): DOMException {
  return new DOMException('The client closed the connection before the answer was written.', 'AbortError')
}
