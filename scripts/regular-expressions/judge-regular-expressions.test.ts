import { describe, expect, it } from 'vitest'
import { temporaryTree } from '../temporary-tree.ts'
import { findRegularExpressions } from './find-regular-expressions.ts'
import { judgeRegularExpressions } from './judge-regular-expressions.ts'

describe('the check of regular expressions', () => {
  it('finds those of the sources, once each, and leaves out tests, strings and what is generated', () => {
    const root = temporaryTree({
      'packages/a/src/a.ts': String.raw`const b = /^a+$/g.test('/x/') || /^a+$/g.test(${'`/y/`'}) // /z/`,
      'packages/a/src/a.test.ts': 'const c = /c/',
      'packages/a/src/generated/d.ts': 'const d = /d/',
    })
    expect(findRegularExpressions(root)).toEqual(['/^a+$/g'])
  })

  it('finds nothing wrong with linear ones, nor with those that are allowed', () => {
    const judged = { '/a/': 'safe', '/b+/': 'linear', '/c+$/': 'polynomial' }
    expect(judgeRegularExpressions(['/a/', '/b+/', '/c+$/'], judged, { '/c+$/': 'why' })).toEqual({
      findings: [],
      seen: '3 regular expressions',
    })
  })

  it('names those that are not linear, that nobody judged, and that are gone', () => {
    const judged = { '/c+$/': 'polynomial', '/old/': 'safe' }
    expect(judgeRegularExpressions(['/c+$/', '/new/'], judged).findings).toEqual([
      '/c+$/ is not linear (polynomial): rewrite it, or give the reason in allowed.json',
      '/new/ was not judged',
      '/old/ is no longer there',
    ])
  })

  it('fails where there is nothing', () => {
    expect(judgeRegularExpressions([], {}).findings).toEqual(['there is nothing to judge'])
  })
})
