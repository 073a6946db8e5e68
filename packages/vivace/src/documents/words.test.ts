import { describe, expect, it } from 'vitest'
import { claimName, pascalCase, sentenceCase, wordsOf } from './words.ts'

describe('the words of a name', () => {
  it.each([
    ['getItemsByItemId', ['get', 'items', 'by', 'item', 'id']],
    ['/api/v1/user-files', ['api', 'v1', 'user', 'files']],
    ['readHTTPHeader', ['read', 'http', 'header']],
    ['snake_case', ['snake', 'case']],
    ['{itemId}', ['item', 'id']],
    ['/', []],
  ])('of %s are %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  it('make a name in Pascal case', () => {
    expect(pascalCase('item-id')).toBe('ItemId')
  })

  it('make a sentence', () => {
    expect(sentenceCase('getItemsByItemId')).toBe('Get items by item id')
  })
})

describe('claimName', () => {
  it('adds a number to a name that is taken', () => {
    const taken = new Set(['a'])
    expect([claimName(taken, 'a'), claimName(taken, 'a'), claimName(taken, 'b')]).toEqual(['a2', 'a3', 'b'])
  })
})
