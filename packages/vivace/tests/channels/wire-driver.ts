import { WebSocket } from 'ws'
import { type DrivenSocket, type HandshakeRequest, Refused } from './socket-driver.ts'

/** Opens a WebSocket over a real connection. Rejects with `Refused`. */
export function connectOverWire(
  host: string,
  target: string,
  { headers = {}, protocols = [] }: HandshakeRequest = {},
): Promise<DrivenSocket> {
  const socket = new WebSocket(`ws://${host}${target}`, [...protocols], { headers, perMessageDeflate: true })
  const driven = drive(socket)
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(driven))
    socket.on('error', reject)
    socket.on('unexpected-response', (_request, response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const sent = new Headers()
        for (const [name, value] of Object.entries(response.headers)) sent.append(name, String(value))
        reject(new Refused(response.statusCode ?? 0, sent, Buffer.concat(chunks).toString()))
      })
    })
  })
}

function drive(socket: WebSocket): DrivenSocket {
  const messages: (string | Uint8Array)[] = []
  let isClosed = false
  let wake = (): void => undefined
  socket.on('message', (data, isBinary) => {
    // Unless it is told otherwise, ws gives Buffers.
    const bytes = data as Buffer
    messages.push(isBinary ? new Uint8Array(bytes) : bytes.toString())
    wake()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      isClosed = true
      wake()
      resolve({ code, reason: reason.toString() })
    })
  })
  return {
    get protocol() {
      return socket.protocol
    },
    send: (message) => socket.send(message),
    async next() {
      while (messages.length === 0 && !isClosed) await new Promise<void>((resolve) => (wake = resolve))
      return messages.shift()
    },
    close: (code = 1_000, reason = '') => socket.close(code, reason),
    closed,
  }
}
