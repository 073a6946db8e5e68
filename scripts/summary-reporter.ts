import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'

/** A test that did not run, and why. */
interface Skip {
  readonly name: string
  readonly reason: string | undefined
}

/** A server or program that tests need, and that CI has to bring. */
const missing = /postgres|redis|database|server|browser|chromium|docker|promtool/i

/**
 * Prints why tests were skipped, and as the very last line how many tests passed, failed and were skipped.
 *
 *     reporters: ['default', new SummaryReporter()]   // … 412 passed, 0 failed, 2 skipped
 *
 * A module, a suite or a hook that fails outside of any test counts as one failed test: its own tests never
 * ran. In CI (`CI=true`) a skip without a reason, or for the lack of a server, a browser or promtool, fails the run.
 */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()])
    const skips = tests.filter((test) => stateOf(test) === 'skipped').map(skipOf)
    const failed =
      tests.filter((test) => stateOf(test) === 'failed').length + brokenGroups(modules) + unhandled.length
    const passed = tests.filter((test) => stateOf(test) === 'passed').length

    for (const { name, reason } of skips) console.log(`skipped: ${name}: ${reason ?? 'no reason given'}`)
    const forbidden = process.env['CI'] === 'true' ? skips.filter(isForbidden) : []
    for (const { name } of forbidden) console.log(`not allowed in CI: ${name} was skipped`)
    if (forbidden.length > 0 || tests.length === 0) process.exitCode = 1

    // Vitest, coverage and unfinished handles have their say after this; the summary is the last word.
    process.once('exit', () => console.log(`${passed} passed, ${failed} failed, ${skips.length} skipped`))
  }
}

const isForbidden = ({ reason }: Skip): boolean => reason === undefined || missing.test(reason)

/** A test that was never reached (the run was interrupted) was skipped, not passed. */
function stateOf(test: TestCase): 'passed' | 'failed' | 'skipped' {
  const { state } = test.result()
  return state === 'pending' ? 'skipped' : state
}

/** The reason is the note of `context.skip('…')`, or stands in the name: `… (skipped: there is no Redis)`. */
function skipOf(test: TestCase): Skip {
  const result = test.result()
  const note = result.state === 'skipped' ? result.note : undefined
  return {
    name: `${test.module.relativeModuleId} > ${test.fullName}`,
    reason: note ?? /\(skipped: (.+?)\)/.exec(test.fullName)?.[1],
  }
}

function brokenGroups(modules: readonly TestModule[]): number {
  const groups: (TestModule | TestSuite)[] = [
    ...modules,
    ...modules.flatMap((module) => [...module.children.allSuites()]),
  ]
  return groups.filter((group) => group.errors().length > 0).length
}
