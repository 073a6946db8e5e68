import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions, TLSSocket } from 'node:tls'
import type { PoolClient } from 'pg'

/** What `pg` keeps of a connection and does not declare: by what the server knows it, and its options of TLS. */
interface ConnectionFacts {
  readonly processID: number
  readonly secretKey: number
  readonly connection: { readonly stream: unknown; readonly ssl: boolean | ConnectionOptions }
}

/** How long the server may take to accept a request, in milliseconds. */
const patience = 1_000

/**
 * Tells PostgreSQL to end what a connection is doing; resolves when it has taken notice or was not to be reached.
 *
 * The request goes over a connection of its own that needs no login and takes no place in the pool, and reaches the right
 * server through a pooler as well, which `pg_cancel_backend` does not. The server closes it when the signal is on its way.
 *
 * @see https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export async function requestCancel(client: PoolClient): Promise<void> {
  // `pg` sets them when a connection is made.
  const { processID, secretKey, connection } = client as unknown as ConnectionFacts
  const { host, port } = client
  const socket = connectTcp(host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port })
  const secured = connection.stream instanceof TLSSocket ? connection.ssl : false
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => socket.destroy(), patience)
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.on('connect', () => {
      // What is not read keeps a socket from closing: an error, where the server has no place for another process.
      if (secured === false) socket.resume().end(cancelMessage(processID, secretKey))
      else
        securely(socket, { host, ...(secured === true ? {} : secured) }, cancelMessage(processID, secretKey))
    })
  })
}

/** Asks for TLS on a socket, and sends a message over it. */
function securely(socket: Socket, options: ConnectionOptions, message: Buffer): void {
  socket.write(words(8, 80_877_103)) // SSLRequest
  socket.once('data', (answer) => {
    if (answer.toString() !== 'S') {
      socket.destroy()
      return
    }
    const secure = connectTls({ ...options, socket }, () => secure.resume().end(message))
    secure.on('error', () => socket.destroy())
    secure.on('close', () => socket.destroy())
  })
}

function cancelMessage(process: number, secret: number): Buffer {
  return words(16, 80_877_102, process, secret)
}

/** Numbers of 32 bits, one after the other. */
function words(...numbers: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * numbers.length)
  for (const [at, number] of numbers.entries()) buffer.writeInt32BE(number, 4 * at)
  return buffer
}
