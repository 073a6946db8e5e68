import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runCommand, type Ran } from './run-command.ts'
import { temporaryTree } from './temporary-tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a test file of its own with this repository's vitest and reporter. */
const run = (body: string, ci: 'true' | ''): Promise<Ran> => {
  const folder = temporaryTree({
    'some.test.ts': `import { beforeAll, describe, it } from 'vitest'\n${body}`,
    'vitest.config.ts': `
      import { SummaryReporter } from '${root}scripts/summary-reporter.ts'
      export default { test: { reporters: ['default', new SummaryReporter()] } }`,
    'node_modules/.keep': '',
  })
  const vitest = `${root}node_modules/vitest/vitest.mjs`
  return runCommand('env', [`CI=${ci}`, process.execPath, vitest, 'run', '--root', folder])
}
const lastLine = ({ all }: Ran): string | undefined => all.trimEnd().split('\n').at(-1)

describe('the summary of a test run', () => {
  it('is the last line, and counts the tests', async () => {
    const ran = await run(
      `it('a', () => {}); it('b', () => {}); it('c', (t) => t.skip('this OS has no fork'))`,
      'true',
    )
    expect(lastLine(ran)).toBe('2 passed, 0 failed, 1 skipped')
    expect(ran.all).toContain('skipped: some.test.ts > c: this OS has no fork')
    expect(ran.code).toBe(0)
  })

  it('counts failures of tests, hooks and modules', async () => {
    const ran = await run(
      `it('a', () => { throw new Error('no') })
       describe('b', () => { beforeAll(() => { throw new Error('no') }); it('c', () => {}) })`,
      '',
    )
    expect(lastLine(ran)).toBe('0 passed, 2 failed, 1 skipped')
    expect(ran.code).toBe(1)
    const broken = await run(`throw new Error('no')`, '')
    expect(lastLine(broken)).toBe('0 passed, 1 failed, 0 skipped')
    expect(broken.code).toBe(1)
  })

  it.each([
    { name: 'the lack of a server', body: `it('a', (t) => t.skip('Redis does not answer'))` },
    { name: 'the lack of promtool', body: `it('a', (t) => t.skip('promtool is not installed'))` },
    { name: 'a server in the name', body: `it.skip('a (skipped: there is no PostgreSQL)', () => {})` },
    { name: 'no reason', body: `it.skip('a', () => {})` },
  ])('fails in CI when a test is skipped for $name', async ({ body }) => {
    const inCi = await run(`it('b', () => {}); ${body}`, 'true')
    expect(inCi.all).toContain('not allowed in CI: some.test.ts > a')
    expect(lastLine(inCi)).toBe('1 passed, 0 failed, 1 skipped')
    expect(inCi.code).toBe(1)
    expect(await run(`it('b', () => {}); ${body}`, '')).toMatchObject({ code: 0 })
  })
})
