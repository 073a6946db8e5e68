import type { Expiry } from '../exchange/index.ts'
import { exchangeInput } from './exchange-input.ts'
import type { Input } from './input.ts'

/**
 * Until when a WebSocket or a stream may stay open: whoever checks the credential says when it is over, at the handshake or
 * at any time later.
 *
 *     const currentUser = dependency({ token: bearer(), expiry }, async ({ token, expiry }) => {
 *       const claims = await verify(token)
 *       expiry.at(claims.exp * 1000)
 *       return claims.sub
 *     })
 *
 * The socket is closed with 4401 then, and a stream (events, lines, pieces) ends. Routes may use the same dependency: a
 * request that is answered at once is over.
 */
export const expiry: Input<Expiry, 'request'> = exchangeInput(({ exchange }) => exchange.expiry)
