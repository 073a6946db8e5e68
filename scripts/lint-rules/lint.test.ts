import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

// With CI=true typescript-eslint reads each file once, from the disk, and would not see the texts of these tests.
process.env['TSESTREE_SINGLE_RUN'] = 'false'
const eslint = new ESLint()
const source = 'packages/vivace/src/errors/catalogue.ts'
const test = 'scripts/summary-reporter.test.ts'

/** The rules that a text breaks, if it stood in this file. */
async function broken(text: string, filePath = source): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath })
  return [...new Set(result?.messages.map(({ ruleId, message }) => ruleId ?? message))]
}

const lines = (count: number): string => '//\n'.repeat(count - 1)

describe('the linter', () => {
  it('passes what keeps the habits', async () => {
    expect(await broken(`/** One. */\nexport const one: number = 1\n`)).toEqual([])
  })

  it.each([
    ['a promise that nobody waits for', `Promise.resolve(1)`, '@typescript-eslint/no-floating-promises'],
    ['any', `/** A. */\nexport const a = (b: any): void => void b`, '@typescript-eslint/no-explicit-any'],
    ['@ts-ignore', `// @ts-ignore: b\nvoid 1`, '@typescript-eslint/ban-ts-comment'],
    [
      '@ts-expect-error outside of tests',
      `// @ts-expect-error b\nvoid 1`,
      '@typescript-eslint/ban-ts-comment',
    ],
    [
      'an import that only needs a type',
      `import { X } from './http-error.ts'\nlet x: X | undefined\nvoid x`,
      '@typescript-eslint/consistent-type-imports',
    ],
    ['an unused name', `const a = 1`, '@typescript-eslint/no-unused-vars'],
    ['a default export', `/** A. */\nexport default 1`, 'no-restricted-syntax'],
    ['a file of 401 lines', lines(402), 'max-lines'],
    ['a function of 61 lines', `void (() => {\n${lines(60)}})`, 'max-lines-per-function'],
    [
      'four parameters',
      `void ((...[]) => 1)\nvoid ((a: 1, b: 2, c: 3, d: 4) => [a, b, c, d])`,
      '@typescript-eslint/max-params',
    ],
    [
      'five levels',
      `void ((a: number) => {\n  ${'if (a) { '.repeat(5)} a = 1 ${'}'.repeat(5)}\n})`,
      'max-depth',
    ],
    ['an as without a reason', `let a: unknown = 1\n\nvoid (a as number)`, 'vivace/as-says-why'],
    [
      'a non-null assertion',
      `const a: string[] = []\nvoid a[0]!.length`,
      '@typescript-eslint/no-non-null-assertion',
    ],
    ['an export without a doc comment', `export const a = 1`, 'vivace/documented-export'],
    ['a class named after nothing', `/** A. */\nexport class RouteManager {}`, 'vivace/banned-names'],
    ['console in a library', `console.log(1)`, 'no-console'],
  ])('finds %s', async (_, text, rule) => {
    expect(await broken(text)).toContain(rule)
  })

  it.each([
    [
      'an as with its reason',
      `declare const a: unknown\n// The caller checked it.\nvoid (a as number)`,
      source,
    ],
    ['an as below a reason for two', `// So it is.\nvoid [\n  1 as unknown,\n  2 as unknown,\n]`, source],
    [
      'an as in a function with its reason',
      `// So it is.\nfunction a() {\n\nvoid (1 as unknown)\n}\na()`,
      source,
    ],
    ['as const', `void ([1] as const)`, source],
    ['three parameters', `void ((a: 1, b: 2, c: 3) => [a, b, c])`, source],
    ['a test of 600 lines', lines(600), test],
    ['@ts-expect-error with a reason in tests', `// @ts-expect-error: a number\nvoid (1 as string)`, test],
  ])('passes %s', async (_, text, path) => {
    expect(await broken(text, path)).toEqual([])
  })

  it.each([
    ['scripts/string-utils.js', true],
    ['scripts/helpers/a.js', true],
    ['systems/practice/core/a.js', false],
    ['scripts/PathTemplate.js', true],
    ['scripts/base64.js', false],
    ['scripts/service-worker.js', false],
  ])('judges the name %s', async (path, isBanned) => {
    expect((await broken('void 1', path)).includes('vivace/banned-names')).toBe(isBanned)
  })
})
