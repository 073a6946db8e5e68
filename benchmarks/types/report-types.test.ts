import { expect, it } from 'vitest'
import { compileTable, editorTable } from './report-types.ts'

it('writes a line for each app and compiler, and a dash for one that gave up', () => {
  const cost = { instantiations: 12_345, seconds: 0.5, megabytes: 80 }
  const table = compileTable([
    { app: 'vivace', compiler: 'TypeScript 7.0.2', routes: 100, cost },
    { app: 'other', compiler: 'TypeScript 7.0.2', routes: 100, cost: undefined },
  ])
  expect(table.split('\n').slice(2)).toEqual([
    '| vivace | TypeScript 7.0.2 | 100 | 12,345 | 123 | 0.50 | 80 |',
    '| other | TypeScript 7.0.2 | 100 | – | – | – | – |',
  ])
})

it('writes how long an editor waits', () => {
  const time = { first: 1_200.4, median: 99.6, slowest: 150 }
  expect(
    editorTable([{ server: 'tsserver', routes: 200, time }])
      .split('\n')
      .at(-1),
  ).toBe('| tsserver | 200 | 1200 | 100 | 150 |')
})
