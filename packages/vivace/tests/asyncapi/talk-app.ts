import * as z from 'zod'
import {
  apiKey,
  App,
  type AppOptions,
  bearer,
  bytes,
  cookie,
  dependency,
  header,
  path,
  query,
  socket,
  text,
} from '../../src/index.ts'

const Join = z.object({ kind: z.literal('join'), name: z.string().min(1).max(20) }).meta({ id: 'Join' })
const Say = z
  .object({
    kind: z.literal('say'),
    text: z
      .string()
      .max(500)
      .meta({ examples: ['Hello, everybody!'] }),
  })
  .meta({ id: 'Say', description: 'Said to everybody in the room.' })
const Said = z
  .object({ room: z.string(), from: z.string().nullable(), text: z.string(), at: z.int() })
  .meta({ id: 'Said' })
const Order = z.object({
  id: z.int().min(1),
  items: z.array(z.object({ name: z.string(), count: z.int().min(1) })),
})
const Tick = z.object({ count: z.int() }).meta({ id: 'Tick', description: 'How often it has ticked.' })

const key = apiKey({ in: 'query', name: 'key' })
const token = bearer()
const member = dependency({ session: cookie(z.string(), { name: 'session' }) }, ({ session }) => session)

/** An app with channels of every shape, each answering so that a test sees what has reached it. */
export function talkApp(options: Partial<AppOptions> = {}): App {
  const app = new App({
    title: 'Talk <script>document.title = "run"</script>',
    version: '1.2.0',
    description: 'Rooms to talk in.\n<img src=x onerror="document.title = \'run\'">',
    tags: [{ name: 'Rooms', description: 'Where people talk.' }],
    ...options,
  })
  app.websocket(
    '/rooms/{room}',
    {
      tags: ['Rooms'],
      summary: 'Talk in a room',
      description: 'Everybody in the room gets what anybody says.\n<script>document.title = "run"</script>',
      inputs: {
        room: path(z.string(), { description: 'Its name.' }),
        language: query(z.enum(['en', 'es']).default('en')),
        since: query(z.int().min(0).optional(), {
          description: 'The number of the last message that you have.',
        }),
        tag: query(z.array(z.string()).default([])),
        client: header(z.string().optional(), { name: 'x-client' }),
        socket: socket({ receives: z.union([Say, Join]), sends: Said }),
      },
      protocols: ['talk.v2', 'talk.v1'],
    },
    async ({ room, tag, language, socket: connection }) => {
      let from: string | null = null
      let at = 0
      for await (const message of connection) {
        if (message.kind === 'join') from = message.name
        const words = message.kind === 'join' ? `${message.name} has come in` : message.text
        await connection.send({ room, from, text: [language, ...tag, words].join(': '), at: at++ })
      }
    },
  )
  app.websocket(
    '/orders/{orderId}',
    {
      tags: ['Rooms'],
      summary: 'Order, with a key',
      inputs: { orderId: path(z.int()), key, socket: socket({ receives: Order, sends: Order }) },
    },
    async ({ orderId, key: given, socket: connection }) => {
      for await (const order of connection)
        await connection.send({ id: orderId, items: [{ name: given, count: order.id }] })
    },
  )
  app.websocket('/clock', { inputs: { socket: socket({ sends: Tick }) } }, async ({ socket: connection }) => {
    await connection.send({ count: 1 })
    connection.close(4000, 'tired')
  })
  app.websocket(
    '/echo',
    { inputs: { socket: socket({ receives: text(), sends: text() }) } },
    async ({ socket: connection }) => {
      for await (const message of connection) await connection.send(message)
    },
  )
  app.websocket(
    '/bytes/{rest*}',
    { inputs: { rest: path(z.string()), socket: socket({ receives: bytes(), sends: bytes() }) } },
    async ({ rest, socket: connection }) => {
      for await (const message of connection) await connection.send(new Uint8Array([...message, rest.length]))
    },
  )
  app.websocket('/private', { inputs: { token, socket: socket({ sends: Said }) } }, () => undefined)
  app.websocket(
    '/members',
    { inputs: { member, socket: socket({ sends: text() }) } },
    async ({ member: name, socket: connection }) => {
      await connection.send(`Welcome, ${name}`)
    },
  )
  app.websocket(
    '/old',
    { deprecated: true, inputs: { socket: socket({ receives: text() }) } },
    () => undefined,
  )
  app.websocket(
    '/secret',
    { hidden: true, inputs: { socket: socket({ receives: text() }) } },
    () => undefined,
  )
  app.get('/', { returns: text() }, () => 'Hello')
  return app
}
