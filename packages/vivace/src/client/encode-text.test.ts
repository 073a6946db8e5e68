import { expect, it } from 'vitest'
import { textsOf } from './encode-text.ts'

it.each([
  ['a b', ['a b']],
  [20, ['20']],
  [false, ['false']],
  [2n ** 64n, ['18446744073709551616']],
  [new Date(0), ['1970-01-01T00:00:00.000Z']],
  [
    ['a', 1],
    ['a', '1'],
  ],
  [[], []],
])('writes %s as texts', (value, texts) => {
  expect(textsOf('q', value)).toEqual(texts)
})

it.each([
  [null, 'null'],
  [[[1]], 'an array'],
  [{}, 'a value of type object'],
])('refuses %j, which text cannot carry', (value, what) => {
  expect(() => textsOf('q', value)).toThrow(`'q': text cannot carry ${what}.`)
})
