import type { Background } from './background-port.ts'
import { exchangeInput } from './exchange-input.ts'
import type { Input } from './input.ts'

/**
 * Work for after the response: a handler or a dependency adds it, and the client does not wait for it.
 *
 *     ({ user, background }) => {
 *       background.add(sendWelcome, user.email)
 *       background.add(() => statistics.count('sign-up'))
 *       return user
 *     }
 *
 * It runs in this process: `app.stop()` waits for it, a crash loses it. What was cleaned up before the response
 * is gone by then; a dependency with `cleanup: 'after-response'` is still there.
 */
export const background: Input<Background, 'request'> = exchangeInput((reading) => reading.background)
