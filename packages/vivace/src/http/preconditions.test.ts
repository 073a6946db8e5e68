import { describe, expect, it } from 'vitest'
import { type ConditionalRequest, evaluatePreconditions, rangeApplies } from './preconditions.ts'

const at = Date.UTC(1994, 10, 6, 8, 49, 37)
const then = 'Sun, 06 Nov 1994 08:49:37 GMT'
const before = 'Sun, 06 Nov 1994 08:49:36 GMT'
const current = { etag: '"1"', lastModified: at + 400 }

function request(method: string, headers: Readonly<Record<string, string>>): ConditionalRequest {
  return { method, header: (name) => headers[name] }
}

describe('evaluatePreconditions()', () => {
  it.each([
    ['GET', {}, 'proceed'],
    ['GET', { 'if-none-match': '"1"' }, 'not-modified'],
    ['HEAD', { 'if-none-match': 'W/"1"' }, 'not-modified'],
    ['GET', { 'if-none-match': '*' }, 'not-modified'],
    ['GET', { 'if-none-match': '"2"' }, 'proceed'],
    ['PUT', { 'if-none-match': '*' }, 'failed'],
    ['PUT', { 'if-none-match': '"1"' }, 'failed'],
    ['GET', { 'if-modified-since': then }, 'not-modified'],
    ['GET', { 'if-modified-since': before }, 'proceed'],
    ['GET', { 'if-modified-since': 'yesterday' }, 'proceed'],
    ['PUT', { 'if-modified-since': then }, 'proceed'],
    ['PUT', { 'if-match': '"1"' }, 'proceed'],
    ['PUT', { 'if-match': '*' }, 'proceed'],
    ['PUT', { 'if-match': '"2"' }, 'failed'],
    ['PUT', { 'if-match': 'W/"1"' }, 'failed'],
    ['GET', { 'if-match': '"2"' }, 'failed'],
    ['PUT', { 'if-unmodified-since': then }, 'proceed'],
    ['PUT', { 'if-unmodified-since': before }, 'failed'],
    ['PUT', { 'if-unmodified-since': 'yesterday' }, 'proceed'],
    // What comes first in section 13.2.2 counts.
    ['PUT', { 'if-match': '"1"', 'if-unmodified-since': before }, 'proceed'],
    ['GET', { 'if-none-match': '"2"', 'if-modified-since': then }, 'proceed'],
    ['GET', { 'if-match': '"1"', 'if-none-match': '"1"' }, 'not-modified'],
    ['GET', { 'if-match': '"2"', 'if-none-match': '"1"' }, 'failed'],
  ])('judges %s with %j: %s', (method, headers, verdict) => {
    expect(evaluatePreconditions(request(method, headers), current)).toBe(verdict)
  })

  it.each([
    [{ 'if-match': '*' }, 'failed'],
    [{ 'if-match': '"1"' }, 'failed'],
    [{ 'if-none-match': '*' }, 'proceed'],
    [{ 'if-unmodified-since': then }, 'proceed'],
  ])('judges a PUT to what does not exist with %j: %s', (headers, verdict) => {
    expect(evaluatePreconditions(request('PUT', headers), undefined)).toBe(verdict)
  })

  it('takes what has no tag for changed, but for what exists', () => {
    expect(evaluatePreconditions(request('GET', { 'if-none-match': '"1"' }), {})).toBe('proceed')
    expect(evaluatePreconditions(request('GET', { 'if-none-match': '*' }), {})).toBe('not-modified')
    expect(evaluatePreconditions(request('PUT', { 'if-match': '*' }), {})).toBe('proceed')
  })
})

describe('rangeApplies()', () => {
  it.each([
    [undefined, true],
    ['"1"', true],
    ['"2"', false],
    ['W/"1"', false],
    [then, true],
    [before, false],
    ['1', false],
  ])('judges If-Range %j: %s', (ifRange, applies) => {
    const headers: Readonly<Record<string, string>> = ifRange === undefined ? {} : { 'if-range': ifRange }
    expect(rangeApplies(request('GET', headers), current)).toBe(applies)
  })

  it('trusts neither a weak tag nor the date of what has one', () => {
    const weak = { ...current, etag: 'W/"1"' }
    expect(rangeApplies(request('GET', { 'if-range': 'W/"1"' }), weak)).toBe(false)
    expect(rangeApplies(request('GET', { 'if-range': then }), weak)).toBe(false)
  })
})
