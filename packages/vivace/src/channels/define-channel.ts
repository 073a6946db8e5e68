import type { InputRecord } from '../inputs/index.ts'
import {
  type DeclaredInputs,
  type HttpRouteDefiners,
  type PlainHandler,
  route as httpRoute,
} from '../operations/index.ts'
import type { Channel, ChannelHandler, ChannelOptions, PlainChannelOptions } from './channel.ts'

/**
 * Declares a channel; `Prefix` is what stands before its path.
 *
 *     app.websocket('/echo', { inputs: { socket: socket({ receives: text(), sends: text() }) } }, async ({ socket }) => {
 *       for await (const line of socket) await socket.send(line)
 *     })
 */
export type DefineChannel<Prefix extends string = ''> = <
  const Path extends string,
  Inputs extends DeclaredInputs = Record<never, never>,
>(
  path: Path,
  options: ChannelOptions<`${Prefix}${Path}`, Inputs>,
  handler: ChannelHandler<Inputs>,
) => Channel<{ readonly path: Path; readonly inputs: Inputs extends InputRecord ? Inputs : never }>

/** A channel, as a value. */
export const defineChannel: DefineChannel = (path, options, handler) => ({
  method: 'WEBSOCKET',
  path,
  '~vivace': {
    // From here on the types have done their work: the plan is compiled from what is really there.
    options: options as PlainChannelOptions,
    handler: handler as PlainHandler,
  },
})

/** Declares routes and channels as values, to be exported and added where they belong. */
export interface RouteDefiners extends HttpRouteDefiners {
  readonly websocket: DefineChannel
}

/**
 * Declares routes and channels as values.
 *
 *     export const readUser = route.get('/users/{userId}', { inputs: { userId: path(z.int()) } }, …)
 *     export const chat = route.websocket('/chat', { inputs: { socket: socket({ receives: Line }) } }, …)
 *     router.add({ readUser, chat })
 */
export const route: RouteDefiners = { ...httpRoute, websocket: defineChannel }
