/**
 * The command line was called wrongly: exit code 2. The message says what to write instead.
 *
 *     throw new UsageError('--steps takes a number: vivace seed --steps 3')
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
