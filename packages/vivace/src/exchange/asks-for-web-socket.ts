/**
 * Whether a request is the opening handshake of a WebSocket, or wants to be (RFC 6455, section 4.2.1).
 *
 *     exchange.asksForWebSocket = asksForWebSocket(request.method, request.headers.get('upgrade'))
 */
export function asksForWebSocket(method: string | undefined, upgrade: string | null | undefined): boolean {
  return method === 'GET' && upgrade !== null && upgrade !== undefined && /^\s*websocket\s*$/i.test(upgrade)
}
