import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { Writable } from 'node:stream'

/** What `node:http` keeps the head in once it is written, until the first piece of the body takes it along. */
interface HeadHolder {
  _header: string | null
}

/**
 * Whether the head of this answer may be written by ourselves: the connection stays open, and nobody else has said
 * anything of the head. Not for a client that waits for `100 Continue`: Node knows whether it was told to go on.
 */
export function takesOwnHead(request: IncomingMessage, response: ServerResponse): boolean {
  return (
    isSupported &&
    holder(response)._header === null &&
    response.shouldKeepAlive &&
    response.sendDate &&
    !response.strictContentLength &&
    request.httpVersionMinor === 1 &&
    request.httpVersionMajor === 1 &&
    response.getHeaderNames().length === 0
  )
}

/**
 * Ends an answer with a head that is text already, and a text in Latin-1 behind it, as one write instead of two; or
 * with bytes. It takes 2.5 µs off the 15 that a request takes: `node:http` checks and joins each header anew, and
 * writes an empty text after every body (docs/decisions/0097-heads-of-our-own.md).
 *
 *     if (takesOwnHead(request, response)) endWithHead(response, { status: 200, head, body: '{}' })
 */
export function endWithHead(response: ServerResponse, { status, head, body }: OwnAnswer): void {
  response.statusCode = status
  if (typeof body === 'string') {
    holder(response)._header = head + body
    response.end()
  } else {
    holder(response)._header = head
    response.end(body)
  }
}

/** An answer with its head. */
export interface OwnAnswer {
  readonly status: number
  readonly head: string
  readonly body: string | Uint8Array
}

function holder(response: ServerResponse): HeadHolder {
  // A private member, in every version since 0.1; `probe` sees whether it is still what it was.
  return response as unknown as HeadHolder
}

/** Answers a request that never was, and looks at what is written. */
function probe(): boolean {
  const written: Buffer[] = []
  const wire = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk)
      done()
    },
  })
  try {
    const response = new ServerResponse(new IncomingMessage(new Socket()))
    if (holder(response)._header !== null) return false
    // It needs no more of a socket than that it can be written to.
    response.assignSocket(wire as Socket)
    endWithHead(response, { status: 201, head: 'HTTP/1.1 201 Created\r\n\r\n', body: 'ok' })
    return (
      written.length === 1 && String(written[0]) === 'HTTP/1.1 201 Created\r\n\r\nok' && response.headersSent
    )
  } catch {
    return false
  }
}

const isSupported = probe()
