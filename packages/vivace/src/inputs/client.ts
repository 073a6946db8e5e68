import type { Client } from '../exchange/index.ts'
import { exchangeInput } from './exchange-input.ts'
import type { Input } from './input.ts'

export type { Client } from '../exchange/index.ts'

/**
 * The client's address: as the socket has it, or as the proxies say that the app trusts. No other header can
 * change it.
 *
 *     ({ client }) => ({ address: client.address })
 */
export const client: Input<Client, 'request'> = exchangeInput(({ exchange }) => exchange.client)
