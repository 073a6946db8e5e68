import type { Failure } from '../errors/index.ts'
import { type BoundSource, defineInput, type Input, type Source, type SourceUse } from '../inputs/index.ts'
import { ChannelSocket } from './channel-socket.ts'
import { compileReader } from './message-reader.ts'
import { compileWriter } from './message-writer.ts'
import type { Messages, Received, Sent } from './messages.ts'

/**
 * A WebSocket as a handler has it.
 *
 *     for await (const command of socket) await socket.send({ done: command.step })
 *
 * Iterating ends when the socket closes, whoever closes it; leaving the loop leaves the socket open.
 */
export interface Socket<out Incoming = unknown, in Outgoing = never> extends AsyncIterable<Incoming> {
  /** The subprotocol that was chosen; empty if there is none. */
  readonly protocol: string
  readonly isOpen: boolean
  /** The next message. Rejects with `SocketClosed` when there are no more. */
  receive(): Promise<Incoming>
  /**
   * Sends a message, checked and filtered by what `sends` declares. Resolves when the client keeps up, so that
   * who waits for it never piles up more than the client takes. Rejects with `SocketClosed` when the socket is
   * closed; who does not wait need not care.
   */
  send(message: Outgoing): Promise<void>
  /** Closes the socket: 1000 if no code is given. Throws `RangeError` for a code that may not be sent. */
  close(code?: number, reason?: string): void
  /** Closes the socket at an instant (milliseconds since 1970, or a date): with 4401 if no code is given. */
  closeAt(when: Date | number, code?: number, reason?: string): void
}

/** What a socket carries. */
export interface SocketOptions<
  Receives extends Messages | undefined = undefined,
  Sends extends Messages | undefined = undefined,
> {
  /** What clients send; without it a client that sends anything is refused (1003). */
  readonly receives?: Receives
  /** What clients are sent. */
  readonly sends?: Sends
  /**
   * Answers a message that breaks `receives`: what it gives is sent, and the socket stays open. Without it the
   * socket is closed with 1007, and its reason says what is wrong.
   */
  readonly onInvalid?: (failures: readonly Failure[]) => Sent<Sends> | undefined
}

/**
 * The WebSocket of a channel, typed and checked both ways: JSON by a schema, `text()`, or `bytes()`.
 *
 *     app.websocket('/ws/progress/{userId}', {
 *       inputs: { userId: path(z.int()), user: currentUser, socket: socket({ receives: Command, sends: Progress }) },
 *     }, async ({ socket }) => {
 *       for await (const command of socket) await socket.send(await run(command))
 *     })
 *
 * It opens when guards, inputs and dependencies are there; they cannot send. The channel does not start
 * (`DefinitionError`) if its schemas cannot be described.
 */
export function socket<
  Receives extends Messages | undefined = undefined,
  Sends extends Messages | undefined = undefined,
>(options: SocketOptions<Receives, Sends> = {}): Input<Socket<Received<Receives>, Sent<Sends>>, 'request'> {
  const source: Source = { phase: 'socket', bind: (use) => bindSocket(options, use) }
  return defineInput({ lifetime: 'request', source })
}

function bindSocket(
  { receives, sends, onInvalid }: SocketOptions<Messages | undefined, Messages | undefined>,
  use: SourceUse,
): BoundSource {
  const where = `${use.where}, input '${use.name}'`
  const reader = receives === undefined ? undefined : compileReader(receives, where, use.unknownFields)
  const writer = sends === undefined ? undefined : compileWriter(sends, where)
  const format = { reader, writer, onInvalid }
  return {
    read: ({ exchange }) => new ChannelSocket(exchange, format),
    messages: {
      ...(reader === undefined ? {} : { receives: reader.description }),
      ...(writer === undefined ? {} : { sends: writer.description }),
    },
    canFail: false,
  }
}
