import * as z from 'zod'
import {
  App,
  background,
  bearer,
  bytes,
  dependency,
  HttpError,
  path,
  query,
  response,
  silentLogger,
  socket,
  SocketError,
  text,
} from '../../src/index.ts'

const Command = z.object({ n: z.int().min(0) })
const Progress = z.object({ done: z.int() })

/** What has happened, in order; `GET /events` tells it. */
const events: string[] = []

const currentUser = dependency({ token: bearer() }, ({ token }) => {
  if (token === 'mallory') throw new HttpError(403, { code: 'foreign' })
  return token
})

const session = dependency({}, async function* () {
  events.push('open')
  try {
    yield 'session'
    events.push('commit')
  } catch (error) {
    events.push('roll back')
    throw error
  } finally {
    await Promise.resolve()
    events.push('close')
  }
})

const joinedElsewhere = dependency({}, () => {
  throw new SocketError(4_409, 'joined elsewhere')
})

/** An app whose channels every edge is asked for the same things. It imports no test library: Bun runs it as well. */
export function fixtureApp(): App {
  const app = new App({ title: 'Channels', version: '1', log: silentLogger })
  app.get('/events', {}, () => events)
  app.get('/plain', {}, () => 'plain')

  app.websocket(
    '/echo',
    { inputs: { socket: socket({ receives: text(), sends: text() }) } },
    async ({ socket }) => {
      for await (const line of socket) await socket.send(line)
    },
  )
  app.websocket(
    '/bytes',
    { inputs: { socket: socket({ receives: bytes(), sends: bytes() }) } },
    async ({ socket }) => {
      for await (const sent of socket) await socket.send(sent.toReversed())
    },
  )
  app.websocket(
    '/progress/{userId}',
    {
      inputs: {
        userId: path(z.int()),
        page: query(z.int().default(1)),
        socket: socket({ receives: Command, sends: Progress }),
      },
    },
    async ({ socket, userId, page }) => {
      for await (const { n } of socket) await socket.send({ done: n + userId + page })
    },
  )
  app.websocket(
    '/mine',
    { inputs: { user: currentUser, socket: socket({ sends: text() }) } },
    ({ socket, user }) => socket.send(user),
  )
  app.websocket('/joined', { inputs: { joinedElsewhere, socket: socket() } }, () => undefined)
  app.websocket(
    '/versions',
    {
      protocols: ['chat.v2', 'chat.v1'],
      inputs: { response, socket: socket({ sends: text() }) },
    },
    ({ socket }) => socket.send(socket.protocol),
  )
  app.websocket('/throws', { inputs: { session, socket: socket() } }, () => {
    throw new Error('secret detail')
  })
  app.websocket('/breaks', { inputs: { socket: socket({ sends: Progress }) } }, async ({ socket }) => {
    // JavaScript can send anything.
    await socket.send({ done: 'all' } as never)
  })
  app.websocket(
    '/session',
    { inputs: { session, background, socket: socket({ receives: text(), sends: text() }) } },
    async ({ socket, background }) => {
      background.add(() => events.push('background'))
      await socket.send('ready')
      for await (const line of socket) events.push(line)
      events.push('end')
    },
  )
  app.websocket(
    '/small',
    { maxMessageSize: 10, inputs: { socket: socket({ receives: text(), sends: text() }) } },
    async ({ socket }) => {
      for await (const line of socket) await socket.send(line)
    },
  )
  app.websocket(
    '/slow-talkers',
    { maxMessageRate: 5, inputs: { socket: socket({ receives: text() }) } },
    async ({ socket }) => {
      for await (const _ of socket);
    },
  )
  return app
}
