/**
 * A service that fails in every way that the path says, for tests: `node faulty-upstream.ts`, with PORT. It counts the
 * requests to each path, and tells the counts at `/counts`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'

type Fault = (request: IncomingMessage, response: ServerResponse) => unknown

const counts = new Map<string, number>()
const kilobyte = Buffer.alloc(1_024, 'x')
const crumbs = '1\r\nx\r\n'.repeat(1_000)
const bomb = gzipSync(Buffer.alloc(200_000_000))

const ok: Fault = (_request, response) => response.end('{"ok":true}')

const faults: Readonly<Record<string, Fault>> = {
  '/ok': ok,
  '/counts': (_request, response) => response.end(JSON.stringify(Object.fromEntries(counts))),
  '/hang': () => undefined,
  '/reset': ({ socket }) => socket.resetAndDestroy(),
  '/close': ({ socket }) => socket.destroy(),
  '/slow-head': ({ socket }) => dribble('HTTP/1.1 200 OK\r\nx-a: b\r\n', (text) => socket.write(text)),
  '/endless-head': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n')
    endless(socket, () => socket.write(`x-a: ${kilobyte.toString()}\r\n`))
  },
  '/garbage': ({ socket }) => socket.end('this is not HTTP\r\n\r\n'),
  '/two-lengths': ({ socket }) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'),
  '/truncated': ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nshort'),
  '/broken-chunk': ({ socket }) =>
    socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nno length'),
  '/stalled-body': (_request, response) => response.writeHead(200, { 'content-length': 100 }).write('half'),
  '/reset-body': (request, response) => {
    response.writeHead(200, { 'content-length': 100_000 }).write(kilobyte)
    setImmediate(() => request.socket.resetAndDestroy())
  },
  '/endless-hints': ({ socket }) =>
    endless(socket, () => socket.write('HTTP/1.1 103 Early Hints\r\nlink: <a>\r\n\r\n')),
  '/tiny-chunks': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
    endless(socket, () => socket.write(crumbs))
  },
  '/slow-body': (_request, response) => dribble('x'.repeat(1_000), (text) => response.write(text)),
  '/large': (_request, response) => endless(response, () => response.write(kilobyte)),
  '/bomb': (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  '/layers': (_request, response) =>
    response.writeHead(200, { 'content-encoding': Array<string>(1_000).fill('gzip').join(',') }).end(bomb),
  '/no-gzip': (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain'),
  '/half-gzip': (_request, response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb.subarray(0, 1_000)),
  '/deep': (_request, response) => response.end('['.repeat(100_000)),
  '/other-shape': (_request, response) => response.end('{"ok":"hunter2"}'),
  '/no-status': (_request, response) => response.writeHead(999).end(),
  '/html': (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
  '/loop': (_request, response) => response.writeHead(302, { location: '/loop' }).end(),
  '/to-file': (_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/busy': (_request, response) => response.writeHead(503, { 'retry-after': '60' }).end(),
  '/busy-once': (request, response) =>
    (counts.get('/busy-once') ?? 0) > 1
      ? ok(request, response)
      : response.writeHead(503, { 'retry-after': '1' }).end(),
  '/too-many': (_request, response) => response.writeHead(429, { 'retry-after': '60' }).end(),
  '/error': (_request, response) => response.writeHead(500).end('Traceback: hunter2'),
  '/large-error': (_request, response) => {
    response.writeHead(500)
    endless(response, () => response.write(kilobyte))
  },
}

async function dribble(text: string, write: (text: string) => void): Promise<void> {
  for (const letter of text) {
    write(letter)
    await delay(40)
  }
}

/** Writes as fast as it is read, until nobody reads any more. */
function endless(end: Writable, write: () => boolean): void {
  let hasRoom = true
  while (hasRoom && !end.destroyed) hasRoom = write()
  if (!end.destroyed) setTimeout(() => endless(end, write), 1).unref()
}

const server = createServer((request, response) => {
  const path = request.url ?? '/'
  counts.set(path, (counts.get(path) ?? 0) + 1)
  for (const end of [request.socket, response]) end.on('error', () => undefined)
  void faults[path]?.(request, response)
})
server.keepAliveTimeout = 1_000
const backlog = Number(process.env['BACKLOG'] ?? 511)
server.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', backlog, () => {
  const address = server.address()
  process.stdout.write(`port ${typeof address === 'object' ? address?.port : ''}\n`)
})
