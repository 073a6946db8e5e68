import { exchangeInput } from './exchange-input.ts'
import type { Input } from './input.ts'

/**
 * Aborts when the client goes away or the request's time is up; hand it to whatever takes a signal.
 *
 *     ({ signal }) => fetch(url, { signal })
 */
export const signal: Input<AbortSignal, 'request'> = exchangeInput(({ exchange }) => exchange.signal)
