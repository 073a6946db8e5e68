import type { Logger } from '../exchange/index.ts'
import { exchangeInput } from './exchange-input.ts'
import type { Input } from './input.ts'

/**
 * Writes the log lines of this request.
 *
 *     ({ log }) => { log.info('order placed', { orderId }) }
 */
export const log: Input<Logger, 'request'> = exchangeInput(({ exchange }) => exchange.log)
