import { expect, it } from 'vitest'
import { temporaryTree } from '../temporary-tree.ts'
import { comparePages } from './compare-pages.ts'

const fresh = { 'vivace.md': '# `vivace`\n', 'vivace.node.md': '# `vivace/node`\n' }

it('finds nothing when every page is as it would be written', () => {
  expect(comparePages(temporaryTree(fresh), temporaryTree(fresh))).toEqual([])
})

it('names a page that differs, one that is missing, and one whose entry is gone', () => {
  const kept = temporaryTree({ 'vivace.md': '# Vivace\n', 'vivace.gone.md': '' })
  expect(comparePages(kept, temporaryTree(fresh))).toEqual([
    'vivace.gone.md is of an entry that is no longer there',
    'vivace.md is not what the doc comments say',
    'vivace.node.md is missing',
  ])
})
