/** A generator that has yielded its value and waits to clean up. */
export type Yielded = Generator<unknown, unknown, unknown> | AsyncGenerator<unknown, unknown, unknown>

/** What is left of a generator that has yielded: either clean-up. */
export interface YieldedEnd {
  next(): IteratorResult<unknown, unknown> | Promise<IteratorResult<unknown, unknown>>
  throw(error: unknown): IteratorResult<unknown, unknown> | Promise<IteratorResult<unknown, unknown>>
}

/** Starts a generator; the value it yields, or a promise of it. `onYield` is called when it is there. */
export function firstValue(generator: Yielded, name: string, onYield?: () => void): unknown {
  const step = generator.next()
  const take = (result: IteratorResult<unknown, unknown>): unknown => {
    const value = valueOf(result, name)
    onYield?.()
    return value
  }
  return step instanceof Promise ? step.then(take) : take(step)
}

/** The value of a generator's first step. */
export function valueOf(step: IteratorResult<unknown, unknown>, name: string): unknown {
  if (step.done === true)
    throw new Error(`The generator of '${name}' ended without a yield: it has no value to give.`)
  return step.value
}

/** Runs the code after `yield`; a promise if it is asynchronous. */
export function finish(generator: YieldedEnd, name: string): void | Promise<void> {
  const step = generator.next()
  return step instanceof Promise ? step.then((result) => ended(result, name)) : ended(step, name)
}

/** Checks the step after the `yield`: it is the last. */
export function ended(step: IteratorResult<unknown, unknown>, name: string): void {
  if (step.done !== true)
    throw new Error(`The generator of '${name}' yields twice: it has one value to give.`)
}

/**
 * Throws an error in at the `yield`. Answers what the generator threw of its own, or `undefined` if it threw
 * the same error again or swallowed it; a promise of that if it is asynchronous.
 */
export function fail(generator: YieldedEnd, error: unknown): unknown {
  try {
    const step = generator.throw(error)
    if (!(step instanceof Promise)) return undefined
    return step.then(
      () => undefined,
      (thrown: unknown) => (thrown === error ? undefined : thrown),
    )
  } catch (thrown) {
    return thrown === error ? undefined : thrown
  }
}
