export { BunConnection, type BunWebSocket } from './bun-connection.ts'
export { bunHandlers, type BunHandlers, type BunServer, type BunWebSocketHandlers } from './bun-handlers.ts'
