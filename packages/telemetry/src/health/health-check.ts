import {
  type Clock,
  type Dependency,
  type Duration,
  type Logger,
  parseDuration,
  singleton,
  type ValuesOf,
} from 'vivace'

/** What a check needs: singletons, as a pool of connections is one. */
export type CheckInputs = Readonly<Record<string, Dependency<unknown, 'app'>>>

/** How a check is judged. */
export interface HealthCheckOptions {
  /** How long it may take; 2 s if absent. */
  readonly timeout?: Duration
  /** Whether requests should go elsewhere while it fails; if absent, they should. */
  readonly required?: boolean
}

/** One thing that the app needs to answer requests; `healthCheck` makes it. */
export interface HealthCheck {
  /** What runs the check, with its inputs filled in. */
  readonly probe: Dependency<Probe, 'app'>
  /** In milliseconds. */
  readonly timeout: number
  readonly isRequired: boolean
}

/** Looks once; it rejects with what is wrong. */
export type Probe = (signal: AbortSignal) => unknown

/**
 * Why a check fails, in words that may be shown to whoever asks. Every other error is told to the log alone.
 *
 *     if (pending > 0) throw new NotReady(`${pending} migrations are pending`)
 */
export class NotReady extends Error {
  override readonly name = 'NotReady'
}

/**
 * Declares what the app needs: it passes when it returns, and fails when it throws or takes too long. `signal` aborts
 * when the time is up.
 *
 *     healthCheck({ pool }, ({ pool, signal }) => pool.query('select 1', { signal }), { timeout: '500ms' })
 *
 * Throws `DefinitionError` DURATION_INVALID.
 */
export function healthCheck<const Inputs extends CheckInputs>(
  inputs: Inputs,
  run: (values: ValuesOf<Inputs> & { readonly signal: AbortSignal }) => unknown,
  { timeout = '2s', required = true }: HealthCheckOptions = {},
): HealthCheck {
  return {
    probe: singleton(
      inputs,
      (values): Probe =>
        (signal) =>
          run({ ...values, signal }),
    ),
    timeout: parseDuration(timeout, 'healthCheck()'),
    isRequired: required,
  }
}

/** How a check ended. */
export interface CheckResult {
  readonly status: 'ok' | 'failed' | 'timed-out'
  /** Why, if the check said so in a `NotReady`. */
  readonly reason?: string
  readonly duration_ms: number
}

/** A check that is being run. */
export interface RunningCheck {
  readonly name: string
  readonly check: HealthCheck
  readonly probe: Probe
  readonly clock: Clock
  readonly log: Logger
}

/** Runs one check, at most as long as it may take; it never rejects. */
export async function runCheck(running: RunningCheck): Promise<CheckResult> {
  const { name, check, probe, clock, log } = running
  const start = clock.monotonic()
  const controller = new AbortController()
  let cancel: () => void = () => undefined
  const timeUp = new Promise<'timed-out'>((resolve) => {
    cancel = clock.timer(check.timeout, () => resolve('timed-out'))
  })
  const ended = await Promise.race([outcomeOf(probe, controller.signal), timeUp])
  cancel()
  const duration_ms = Math.round((clock.monotonic() - start) * 10) / 10
  if (ended === 'ok') return { status: 'ok', duration_ms }
  if (ended === 'timed-out') {
    controller.abort(new DOMException('The check took too long.', 'TimeoutError'))
    log.warn('a health check took too long', { check: name, timeout_ms: check.timeout })
    return { status: 'timed-out', duration_ms }
  }
  log.warn('a health check failed', { check: name, error: ended.error })
  const reason = isNotReady(ended.error) ? { reason: ended.error.message } : undefined
  return { status: 'failed', ...reason, duration_ms }
}

/** By its name: checks of other packages say it as well, and do not need this one for it. */
function isNotReady(error: unknown): error is Error {
  return error instanceof Error && error.name === 'NotReady'
}

async function outcomeOf(probe: Probe, signal: AbortSignal): Promise<'ok' | { readonly error: unknown }> {
  try {
    await probe(signal)
    return 'ok'
  } catch (error) {
    return { error }
  }
}
