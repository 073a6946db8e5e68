import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'

/** What a stream keeps of its life. */
interface Life {
  ended: boolean
  endEmitted: boolean
  destroyed: boolean
  closed: boolean
  closeEmitted: boolean
}

/** The private members of a request that are written here: the same in all versions that we support. */
interface Internals {
  /** Whether what is left of the body has been thrown away. */
  _dumped: boolean
  readonly _readableState: Life
}

/**
 * Ends the stream of a request that has no body before anybody has looked at it. Otherwise Node reads the nothing that is
 * there to its end for each request, and tells nobody of it: an eighth of what a request costs.
 *
 *     if (!exchange.hasBody) endEmptyRequest(request)
 *
 * Newer versions do it themselves (`optimizeEmptyRequests`, Node 24.12); this is for older ones
 * (docs/decisions/0114-requests-without-a-body-are-ended.md).
 */
export function endEmptyRequest(request: IncomingMessage): void {
  if (isSupported && !request.readableEnded) end(request)
}

function end(request: IncomingMessage): void {
  // Private members; `probe` sees whether they are still what they were.
  const internals = request as unknown as Internals
  const life = internals._readableState
  internals._dumped = true
  life.ended = true
  life.endEmitted = true
  life.destroyed = true
  life.closed = true
  life.closeEmitted = true
}

/** Ends a request that never was, and does with it what Node does with every request. */
function probe(): boolean {
  try {
    const request = new IncomingMessage(new Socket())
    end(request)
    request.push(null)
    // Node's own way to throw away what is left; without a body it has nothing to do, and says nothing.
    const { _dump: dump } = request as unknown as { readonly _dump?: () => void }
    dump?.call(request)
    return dump !== undefined && request.readableEnded && request.closed && request.readableFlowing === null
  } catch {
    return false
  }
}

const isSupported = probe()
