import { describe, expect, it } from 'vitest'
import { isCanonicalPath } from './canonical-path.ts'

describe('isCanonicalPath()', () => {
  it.each([
    '/',
    '/items',
    '/items/',
    '/a.b/.hidden',
    '/...',
    '/a%20b',
    '/%C3%B1',
    '/a;b=1',
    '/%2e%2e%2e',
    '/a%252f',
  ])('is true of %s', (path) => {
    expect(isCanonicalPath(path)).toBe(true)
  })

  it.each([
    '',
    '*',
    'items',
    '//admin',
    '/a//b',
    '/a//',
    '/.',
    '/..',
    '/./admin',
    '/a/../admin',
    '/a/..',
    '/%2e%2E/admin',
    '/a/.%2e/b',
    '/a%2Fb',
    '/a%2fb',
    '/a\\b',
    '/a%5Cb',
    '/a%00b',
  ])('is false of %j', (path) => {
    expect(isCanonicalPath(path)).toBe(false)
  })
})
