import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { runScript } from '../run-script.ts'
import { temporaryTree } from '../temporary-tree.ts'
import { judgeDocs } from './judge-docs.ts'
import { anchorsOf, readPage } from './markdown.ts'
import { extractRegion } from './regions.ts'

const app = `import { App } from 'vivace'

export function make() {
  // #region routes
  const app = new App()

  // #region inner
  app.get('/')
  // #endregion inner
  // #endregion routes
  return app
}
`
const page = `# First steps

\`\`\`ts file=examples/a/app.ts region=routes
const app = new App()

app.get('/')
\`\`\`

\`\`\`sh
npm start # [not a link](nowhere.md)
\`\`\`

See [the errors](../errors.md#not-found) and [above](#first-steps).
`

/** A tree whose docs are true, with the files that a test adds to it. */
const tree = (files: Record<string, string> = {}): string =>
  temporaryTree({
    'README.md': '[Docs](docs/tutorial/01.md) and [ours](https://example.com/x.md)',
    'docs/errors.md': '# Errors\n## Problems\n### `not-found`\n### NO_ROUTE\n',
    'docs/tutorial/01.md': page,
    'docs/decisions/0001-a.md': '```ts\nconst asItWas = 1\n```',
    'examples/a/app.ts': app,
    'examples/a/app.test.ts': '',
    'packages/vivace/src/errors/a.ts': '// docs/errors.md',
    ...files,
  })
const codes = ['not-found', 'NO_ROUTE']

describe('the check of the docs', () => {
  it('passes docs that are true', () => {
    expect(judgeDocs(tree(), codes)).toEqual({ findings: [], seen: '4 pages, 1 examples, 2 codes of errors' })
  })

  it.each([
    {
      name: 'a region that has drifted',
      files: { 'examples/a/app.ts': app.replace('new App()', 'new App({})') },
      says: 'docs/tutorial/01.md:3: the block differs from its region',
    },
    {
      name: 'a region that is gone',
      files: { 'examples/a/app.ts': app.replaceAll('routes', 'paths') },
      says: 'docs/tutorial/01.md:3: examples/a/app.ts has no region "routes"',
    },
    {
      name: 'a file that is gone',
      files: { 'README.md': '```ts file=examples/b/app.ts\n```' },
      says: 'README.md:1: examples/b/app.ts does not exist',
    },
    {
      name: 'code of its own',
      files: { 'docs/guides/a.md': 'x\n~~~js\nx()\n~~~' },
      says: 'docs/guides/a.md:2: a js block without file=… region=…',
    },
    {
      name: 'a link to nowhere',
      files: { 'docs/guides/a.md': '![a](../b.png)' },
      says: 'docs/guides/a.md:1: ../b.png does not exist',
    },
    {
      name: 'an anchor to nowhere',
      files: { 'docs/guides/a.md': '\n[a]: ../errors.md#gone' },
      says: 'docs/guides/a.md:2: docs/errors.md has no heading for #gone',
    },
    {
      name: 'a comment that names a page to come',
      files: { 'packages/vivace/src/a.ts': '// see docs/decisions/0009-x.md' },
      says: 'packages/vivace/src/a.ts:1: docs/decisions/0009-x.md does not exist',
    },
    {
      name: 'a code that is described twice',
      files: { 'docs/errors.md': '# not-found\n# NO_ROUTE\n# NO_ROUTE' },
      says: 'docs/errors.md: 2 headings for NO_ROUTE',
    },
    {
      name: 'a heading that is no code',
      files: { 'docs/errors.md': '# not-found\n# NO_ROUTE\n# OLD_CODE' },
      says: 'docs/errors.md: OLD_CODE is no code of the catalogue',
    },
    {
      name: 'a code that is not described',
      files: { 'docs/errors.md': '# not-found' },
      says: 'docs/errors.md: no heading for NO_ROUTE',
    },
    {
      name: 'an example without a test',
      files: { 'examples/b/app.ts': '' },
      says: 'examples/b/app.ts: there is no app.test.ts beside it',
    },
  ])('finds $name', ({ files, says }) => {
    expect(judgeDocs(tree(files), codes).findings).toContainEqual(expect.stringContaining(says))
  })

  it('fails when there is nothing to check', () => {
    expect(judgeDocs(temporaryTree({ a: '' }), []).findings).toEqual([
      'there is nothing to check',
      'docs/errors.md: the catalogue has no codes',
    ])
  })
})

describe('npm run docs', () => {
  it('writes the regions into the pages, and then nothing is wrong', async () => {
    const root = tree({
      'README.md':
        '```ts file=examples/a/app.ts region=inner\n```\n```ts file=examples/a/app.ts\nold\n\ncode\n```\nend',
    })
    await runScript('insert-docs-code', [], root)
    expect(readFileSync(`${root}/README.md`, 'utf8')).toMatch(
      /^```ts .*\napp\.get\('\/'\)\n```\n```ts .*\nimport .*\nend$/s,
    )
    expect(judgeDocs(root, codes).findings).toEqual([])
  })
})

describe('extractRegion()', () => {
  it('gives the whole file without markers when no region is named', () => {
    expect(extractRegion('a\n// #region x\nb\n// #endregion x\n')).toBe('a\nb')
  })

  it('ends a region at the nameless marker of its depth', () => {
    expect(extractRegion('// #region a\n1\n// #region b\n2\n// #endregion\n3\n// #endregion\n4', 'a')).toBe(
      '1\n2\n3',
    )
  })

  it('has no region without an end', () => {
    expect(extractRegion('// #region a\n1', 'a')).toBeUndefined()
  })
})

describe('readPage()', () => {
  it('knows the anchors that GitHub makes', () => {
    const { headings } = readPage(
      '# What is `new`?\n## What is new?\n## GET /items/{id} — _one_\n```\n# no\n```',
    )
    expect([...anchorsOf(headings)]).toEqual(['what-is-new', 'what-is-new-1', 'get-itemsid--_one_'])
  })
})
