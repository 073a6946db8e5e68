import { describe, expect, it } from 'vitest'
import { mergeExtensions } from './merge-extensions.ts'

describe('mergeExtensions', () => {
  it('adds members', () => {
    expect(mergeExtensions({ a: 1 }, { 'x-b': 2 })).toEqual({ a: 1, 'x-b': 2 })
  })

  it('merges objects member by member', () => {
    const merged = mergeExtensions(
      { responses: { 200: { description: 'OK' } } },
      { responses: { 200: { links: {} } } },
    )
    expect(merged).toEqual({ responses: { 200: { description: 'OK', links: {} } } })
  })

  it('replaces everything else, lists as well', () => {
    expect(mergeExtensions({ tags: ['a'], b: { c: 1 } }, { tags: ['b'], b: null })).toEqual({
      tags: ['b'],
      b: null,
    })
  })

  it('leaves what it is given alone', () => {
    const given = { a: { b: 1 } }
    mergeExtensions(given, { a: { b: 2 } })
    expect(given).toEqual({ a: { b: 1 } })
  })
})
