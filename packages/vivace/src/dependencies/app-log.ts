import { consoleLogger, type Logger } from '../exchange/index.ts'
import type { Dependency } from './dependency.ts'
import { singleton } from './singleton.ts'

/**
 * The log of the app (`App({ log })`), as an input of singletons: a pool says there that it is lost. Mounted apps share
 * singletons, and therefore the log of the app that is served. In a request use `log`, whose lines belong to it.
 *
 *     const pool = singleton({ appLog }, async function* ({ appLog }) {
 *       const pool = new Pool({ onError: (error) => appLog.error('a connection failed', { error }) })
 *       yield pool
 *       await pool.end()
 *     })
 */
export const appLog: Dependency<Logger, 'app'> = singleton({}, (): Logger => consoleLogger())
