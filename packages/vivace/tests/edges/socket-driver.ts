import type { EdgeDriver, Sending, WireRequest } from './edge-driver.ts'
import { openConnection, type RawConnection } from './raw-connection.ts'
import type { WireAnswer } from './wire-answer.ts'

/** A server that listens, spoken to over sockets, one for each request. */
export function socketDriver(port: number, stop: () => Promise<unknown>): EdgeDriver {
  const connections: RawConnection[] = []
  const begin = async (request: WireRequest): Promise<Sending> => {
    const connection = await openConnection(port)
    connections.push(connection)
    connection.write(bytesOf(request))
    return sending(connection, request)
  }
  return {
    begin,
    send: async (request) => (await begin(request)).answer,
    async close() {
      for (const connection of connections) connection.destroy()
      await stop()
    },
  }
}

function sending(connection: RawConnection, request: WireRequest): Sending {
  let answer: Promise<WireAnswer> | undefined
  return {
    get answer() {
      return (answer ??= connection.answer(request.method === 'HEAD'))
    },
    read: () => connection.readPiece(),
    leave: () => connection.destroy(),
  }
}

/** A request as RFC 9112 writes it. */
export function bytesOf(request: WireRequest): Uint8Array {
  const { method = 'GET', target = '/', headers = [], body, isUnfinished = false } = request
  const isList = typeof body === 'object' && !(body instanceof Uint8Array)
  const parts = body === undefined ? [] : [body].flat()
  const pieces = parts.map((piece) => Buffer.from(piece))
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'host: shop.example',
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  if (isList) lines.push('transfer-encoding: chunked')
  else if (body !== undefined) lines.push(`content-length: ${Buffer.concat(pieces).length}`)
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  if (!isList) return Buffer.concat([head, ...pieces])
  const chunks = pieces
    // An empty chunk would be the last one.
    .filter((piece) => piece.length > 0)
    .map((piece) =>
      Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n')]),
    )
  return Buffer.concat([head, ...chunks, Buffer.from(isUnfinished ? '' : '0\r\n\r\n')])
}
