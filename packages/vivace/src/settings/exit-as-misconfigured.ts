import { runtimeProcess } from './runtime-process.ts'

/** EX_CONFIG of sysexits.h: supervisors need not try again, because the same environment fails again. */
export const misconfigured = 78

const fatal = new WeakSet<object>()
let isListening = false

/**
 * Lets the process end with 78 if this error is what ends it; an error that somebody catches changes nothing.
 *
 *     exitAsMisconfigured(error)
 *     throw error
 */
export function exitAsMisconfigured(error: object): void {
  fatal.add(error)
  if (isListening) return
  isListening = true
  const runtime = runtimeProcess()
  runtime?.on?.('uncaughtExceptionMonitor', (uncaught) => {
    if (typeof uncaught !== 'object' || uncaught === null || !fatal.has(uncaught)) return
    // Node sets its own code after this event, and before `exit`.
    runtime.on?.('exit', () => {
      runtime.exitCode = misconfigured
    })
  })
}

/** Codes of mistakes in what is configured, and not in how the app is written. */
const configurationCodes: ReadonlySet<string> = new Set([
  'AUTH_KEYS_INVALID',
  'BYTE_SIZE_INVALID',
  'CORS_ORIGIN_INVALID',
  'CORS_WILDCARD_WITH_CREDENTIALS',
  'DATABASE_INVALID',
  'DURATION_INVALID',
  'EMBEDDED_DATABASE_SHARED',
  'HOST_INVALID',
  'REDIS_INVALID',
  'SERVE_OPTION_INVALID',
  'SETTINGS_INVALID',
  'TRUSTED_PROXY_INVALID',
])

/** Whether an error says that the configuration is wrong; by its code, for it may come from another copy of this package. */
export function isMisconfiguration(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && configurationCodes.has(String(error.code))
}
