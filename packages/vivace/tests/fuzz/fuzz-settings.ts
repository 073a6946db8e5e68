import * as fc from 'fast-check'

/** Whether the long run was asked for: `npm run test:long`. */
export const isLong: boolean = process.env['VIVACE_FUZZ'] === 'long'

/** One for the whole run, the same on every submission and another in each long run; a failure prints it, and `VIVACE_FUZZ_SEED=…` brings the same values back. */
export const seed: number = Number(process.env['VIVACE_FUZZ_SEED'] ?? (isLong ? Date.now() % 2 ** 31 : 1))

/** How many runs: the first figure on every submission, the second in the long run. */
export function runs(usual: number, long: number): number {
  return isLong ? long : usual
}

/** Asserts a property that is asynchronous; what fails is told with the seed and the smallest counterexample. */
export async function assertAlways<Values>(
  property: fc.IAsyncPropertyWithHooks<Values>,
  numRuns: number,
): Promise<void> {
  await fc.assert(property, { seed, numRuns, endOnFailure: true })
}
