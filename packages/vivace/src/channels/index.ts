export type { Channel, ChannelDocs, ChannelHandler, ChannelOptions, ChannelTypes } from './channel.ts'
export type { ChannelLimits } from './channel-limits.ts'
export {
  type ChannelContext,
  type CompiledChannel,
  compileChannel,
  type PlacedChannel,
} from './compile-channel.ts'
export { defineChannel, type DefineChannel, route, type RouteDefiners } from './define-channel.ts'
export type { ChannelDescription } from './description.ts'
export { bytes, type BytesMessages, type Messages, type Received, type Sent } from './messages.ts'
export { type LinkedChannel, openHandshake, upgradeRequired } from './open-handshake.ts'
export { socket, type Socket, type SocketOptions } from './socket.ts'
export { SocketClosed } from './socket-closed.ts'
export { SocketError } from './socket-error.ts'
