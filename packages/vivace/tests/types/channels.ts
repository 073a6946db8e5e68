import {
  bytes,
  path,
  route,
  socket,
  text,
  type BytesMessages,
  type Messages,
  type Socket,
  type TypeMessage,
  type ValueOf,
} from 'vivace'
import type { Received, Sent } from '../../src/channels/index.ts'
import * as z from 'zod'
import type { Equal, Expect } from './expect.ts'

const Command = z.object({ n: z.int().default(1), tags: z.array(z.string()) })

export const sockets = {
  json: socket({ receives: Command, sends: Command }),
  text: socket({ receives: text(), sends: text() }),
  bytes: socket({ receives: bytes(), sends: bytes() }),
  silent: socket(),
}

interface CommandAccepted {
  readonly n?: number | undefined
  readonly tags: readonly string[]
}

export type Cases = [
  Expect<Equal<Received<typeof Command>, { n: number; tags: string[] }>>,
  Expect<Equal<Received<BytesMessages>, Uint8Array>>,
  Expect<Equal<Received<undefined>, never>>,
  Expect<Equal<Sent<typeof Command>, CommandAccepted>>,
  Expect<Equal<Sent<BytesMessages>, Uint8Array>>,
  Expect<
    Equal<
      Sent<undefined>,
      TypeMessage<'This socket declares nothing that it sends. Say what: socket({ sends: Schema })'>
    >
  >,
  Expect<Equal<ValueOf<typeof sockets.json>, Socket<{ n: number; tags: string[] }, CommandAccepted>>>,
  Expect<Equal<ValueOf<typeof sockets.text>, Socket<string, string>>>,
  Expect<Equal<ValueOf<typeof sockets.bytes>, Socket<Uint8Array, Uint8Array>>>,
]

/** What a handler may do, without an annotation. */
export const accepted = [
  route.websocket(
    '/{id}',
    { inputs: { id: path(z.int()), socket: socket({ receives: Command, sends: Command }) } },
    async ({ id, socket }) => {
      for await (const { n, tags } of socket) await socket.send({ n: n + id, tags })
    },
  ),
  route.websocket('/', { inputs: { socket: sockets.text } }, ({ socket }) => socket.send('a')),
]

export const messages: readonly Messages[] = [Command, text(), bytes()]
