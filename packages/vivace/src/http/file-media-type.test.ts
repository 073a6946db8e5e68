import { describe, expect, it } from 'vitest'
import { fileMediaType } from './file-media-type.ts'

describe('fileMediaType()', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['assets/app.JS', 'text/javascript; charset=utf-8'],
    ['a.tar.gz', 'application/gzip'],
    ['font.woff2', 'font/woff2'],
    ['LICENSE', 'application/octet-stream'],
    ['js', 'application/octet-stream'],
    ['v1.js/LICENSE', 'application/octet-stream'],
    ['a.', 'application/octet-stream'],
    ['a.constructor', 'application/octet-stream'],
  ])('tells of %s: %s', (path, type) => {
    expect(fileMediaType(path)).toBe(type)
  })
})
