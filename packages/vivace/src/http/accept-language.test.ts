import { describe, expect, it } from 'vitest'
import { chooseLanguage, firstNotRefused } from './accept-language.ts'

describe('chooseLanguage()', () => {
  it.each([
    ['es', ['en', 'es'], 'es'],
    ['ES', ['en', 'es'], 'es'],
    ['es-MX, en;q=0.8', ['en', 'es'], 'es'],
    ['en', ['es', 'en-GB'], 'en-GB'],
    ['de-CH, de;q=0.5, en;q=0.7', ['en', 'de'], 'de'],
    ['zh-Hant-TW', ['zh', 'en'], 'zh'],
    ['es, en', ['en', 'es'], 'es'],
    ['en', ['en-US', 'en-GB'], 'en-US'],
    ['en;q=0.9, en-GB;q=0.1, fr;q=0.5', ['en-GB', 'fr'], 'fr'],
    ['fr, *;q=0.5', ['en', 'es'], 'en'],
    ['en;q=0, *', ['en', 'es'], 'es'],
    ['*', ['en', 'es'], 'en'],
    ['es;q=high, en;q=.1', ['es', 'en'], 'en'],
  ])('chooses for %j out of %j: %s', (header, offered, chosen) => {
    expect(chooseLanguage(header, offered)).toBe(chosen)
  })

  it.each([undefined, '', 'fr', 'e', 'eng', 'en;q=0', '*;q=0', ',;'])('finds none for %j', (header) => {
    expect(chooseLanguage(header, ['en', 'es'])).toBeUndefined()
  })
})

describe('firstNotRefused()', () => {
  it.each([
    [undefined, 'en'],
    ['fr', 'en'],
    ['en;q=0', 'es'],
    ['*;q=0', 'en'],
    ['en;q=0, es;q=0', undefined],
  ])('gives for %j: %s', (header, language) => {
    expect(firstNotRefused(header, ['en', 'es'])).toBe(language)
  })
})
