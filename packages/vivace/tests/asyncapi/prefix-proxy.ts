import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** A proxy that takes a prefix off and tells the app nothing of it; WebSockets pass as well. */
export interface PrefixProxy {
  /** `http://127.0.0.1:40000/behind` */
  readonly url: string
  close(): Promise<void>
}

/** Stands before a server: `/behind/a` is its `/a`. */
export async function prefixProxy(prefix: string, target: string): Promise<PrefixProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const forward = ({ method, url = '', headers }: IncomingMessage): ReturnType<typeof request> =>
    request({ hostname, port, method, path: url.slice(prefix.length), headers })

  const server = createServer((incoming, outgoing) => {
    const onward = forward(incoming)
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  server.on('connection', (socket) => sockets.add(socket))
  server.on('upgrade', (incoming, client) => {
    const onward = forward(incoming)
    onward.on('upgrade', ({ rawHeaders }, app) => {
      const lines = rawHeaders.map((text, at) => (at % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('')
      client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines}\r\n`)
      client.on('error', () => app.destroy())
      app.on('error', () => client.destroy())
      client.pipe(app).pipe(client)
    })
    onward.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // It listens on a port, not on a pipe.
  const { port: own } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${own}${prefix}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => void server.close(() => resolve()))
    },
  }
}
