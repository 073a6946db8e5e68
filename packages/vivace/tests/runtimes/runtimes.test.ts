import { describe, expect, it } from 'vitest'
import { differences, patternWithout } from '../../../../scripts/runtimes/differences.ts'
import { findRuntime, runtimes } from '../../../../scripts/runtimes/runtimes.ts'
import { runSuite } from '../../../../scripts/runtimes/run-suite.ts'

const isRequired = process.env['VIVACE_RUNTIMES'] !== undefined
const suite = ['edges/fetch-edge', 'runtimes/served', 'runtimes/asked', 'client/calls'].map(
  (name) => `packages/vivace/tests/${name}.test.ts`,
)

describe('the fetch edge and the client', () => {
  for (const runtime of runtimes) {
    it(`pass their suites on ${runtime.name}`, async ({ skip }) => {
      const program = findRuntime(runtime)
      if (program === undefined && !isRequired) skip('it is not installed: npm run runtimes')
      const { code, said, unexplained } = await runSuite({ runtime, program: program ?? '', paths: suite })
      expect(said).toMatch(/\b[12]\d\d passed, 0 failed/)
      expect(unexplained).toEqual([])
      expect(code).toBe(0)
    })
  }
})

describe('the differences of runtimes', () => {
  it('leave out their tests by name, and no others', () => {
    const pattern = new RegExp(patternWithout('deno'))
    expect(pattern.test('Deno.serve: answers writes no body with 205, and says so')).toBe(false)
    expect(pattern.test('Deno.serve: answers writes no body with 204')).toBe(true)
    expect(patternWithout('node-22')).toBe('')
  })

  it('are of runtimes that there are', () => {
    const names = runtimes.map(({ name }) => name)
    expect(differences.filter(({ runtime }) => !names.includes(runtime))).toEqual([])
  })
})
