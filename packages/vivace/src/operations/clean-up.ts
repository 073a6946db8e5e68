import { ended, fail, finish } from '../dependencies/index.ts'
import { HttpError } from '../errors/index.ts'
import { isPromise } from './is-promise.ts'
import type { Made, Run, Settle } from './plan.ts'

/** Cleans up what a request has made, in reverse order. Throws what a clean-up throws. */
export function cleanUp(run: Run): void | Promise<void> {
  for (let made = run.made?.pop(); made !== undefined; made = run.made?.pop()) {
    const waiting = made.cleansAfterResponse ? postpone(run, made) : finish(made.generator, made.name)
    if (waiting !== undefined) return run.made?.length === 0 ? waiting : waiting.then(() => cleanUp(run))
  }
}

/** The same as a step of a plan: what it waits for is the generator's own promise. */
export function cleanUpStep(run: Run): void | Promise<unknown> {
  for (let made = run.made?.pop(); made !== undefined; made = run.made?.pop()) {
    if (made.cleansAfterResponse) {
      postpone(run, made)
      continue
    }
    const step = made.generator.next()
    if (step instanceof Promise) {
      run.cleaning = made
      run.settle = settleCleanUp
      return step
    }
    ended(step, made.name)
  }
}

const settleCleanUp: Settle = (run, step) => {
  // What a generator's promise brings.
  ended(step as IteratorResult<unknown, unknown>, run.cleaning?.name ?? '')
  return cleanUpStep(run)
}

/** Throws the error in at each `yield`, the last made first, and then to the caller. */
export function abandon(run: Run, error: unknown): Promise<never> {
  run.failed = { error }
  const made = run.made?.pop()
  if (made === undefined) {
    if (run.hasBackground) run.background.drop()
    throw error
  }
  if (made.cleansAfterResponse) {
    postpone(run, made)
    return abandon(run, error)
  }
  const thrown = fail(made.generator, error)
  return isPromise(thrown)
    ? thrown.then((late) => abandon(run, afterCleanUp(run, made, late)))
    : abandon(run, afterCleanUp(run, made, thrown))
}

// What the request ends in is known when it is over: the commit that comes later may fail.
function postpone(run: Run, made: Made): void {
  run.exchange.after(async () => {
    if (run.failed === undefined) await finish(made.generator, made.name)
    else afterCleanUp(run, made, await fail(made.generator, run.failed.error))
  })
}

// The first error stays the answer; only a clean-up that turns an unexpected error into an HttpError replaces it.
function afterCleanUp(run: Run, { name }: Made, thrown: unknown): unknown {
  const error = run.failed?.error
  if (thrown === undefined) return error
  if (thrown instanceof HttpError && !(error instanceof HttpError)) return thrown
  run.exchange.log.error(`the clean-up of '${name}' failed as well`, { error: thrown })
  return error
}
