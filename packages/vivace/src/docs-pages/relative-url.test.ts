import { describe, expect, it } from 'vitest'
import { relativeUrl, serverUrl } from './relative-url.ts'

describe('relativeUrl', () => {
  it.each([
    ['/docs', '/openapi.json', './openapi.json'],
    ['/docs', '/docs/initializer.js', './docs/initializer.js'],
    ['/docs/', '/docs/initializer.js', './initializer.js'],
    ['/docs/redirect', '/docs/5/script.js', './5/script.js'],
    ['/api/docs', '/openapi.json', '../openapi.json'],
    ['/api/v1/docs', '/api/v2/openapi.json', '../v2/openapi.json'],
    ['/', '/openapi.json', './openapi.json'],
    ['/a/docs', '/', '../'],
  ])('on the page at %s writes %s as %s', (from, to, url) => {
    expect(relativeUrl(from, to)).toBe(url)
  })

  it.each(['http://localhost', 'http://localhost/mounted', 'https://example.com/behind/a/proxy'])(
    'holds under %s',
    (prefix) => {
      const url = new URL(relativeUrl('/v1/docs', '/v1/docs/x.js'), `${prefix}/v1/docs`)
      expect(url.href).toBe(`${prefix}/v1/docs/x.js`)
    },
  )
})

describe('serverUrl', () => {
  it.each([
    ['/openapi.json', '.'],
    ['/api/openapi.json', '..'],
    ['/a/b/openapi.json', '../..'],
  ])('in the document at %s is %s', (path, url) => {
    expect(serverUrl(path)).toBe(url)
  })
})
