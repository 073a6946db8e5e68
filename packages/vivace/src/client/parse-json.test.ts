import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseJson } from './parse-json.ts'

const keys = fc.constantFrom(
  'a',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'then',
  'toJSON',
  '0',
)
const scalar = fc.constantFrom(
  1,
  'text',
  null,
  true,
  'function () { throw 1 }',
  '__proto__',
  'new Date(0)',
  '2026-11-21',
)

/** Documents full of the keys through which a value could reach a prototype, as JSON texts of values. */
const documents = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'document' },
    { weight: 3, arbitrary: scalar.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`) },
    {
      weight: 4,
      arbitrary: fc
        .array(fc.tuple(keys, fc.boolean(), tie('value')), { maxLength: 4 })
        .map(
          (members) =>
            `{${members.map(([key, escaped, value]) => `${spell(key, escaped)}:${value}`).join(',')}}`,
        ),
    },
  ),
})).value

// A key may be written with escapes: the same key.
function spell(key: string, escaped: boolean): string {
  const written = JSON.stringify(key)
  return escaped ? written.replace(/[_c]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`) : written
}

function checkHarmless(value: unknown): void {
  expect(typeof value).not.toBe('function')
  if (typeof value !== 'object' || value === null) return
  expect(Object.getPrototypeOf(value)).toBe(Array.isArray(value) ? Array.prototype : Object.prototype)
  expect(Object.hasOwn(value, '__proto__')).toBe(false)
  // What a careless program does with it.
  expect(Object.getPrototypeOf(Object.assign({}, value))).toBe(Object.prototype)
  for (const member of Object.values(value)) checkHarmless(member)
}

it('makes no function, no date and no prototype of 50,000 documents that try', () => {
  const before = Object.getOwnPropertyNames(Object.prototype)
  fc.assert(
    fc.property(documents, (text) => checkHarmless(parseJson(text))),
    { seed: 1, numRuns: 50_000 },
  )
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before)
})

it.each([
  ['{"a":1,"__proto__":{"isAdmin":true}}', { a: 1 }],
  ['{"\\u005f_proto__":1,"b":"__proto__"}', { b: '__proto__' }],
  ['{"constructor":{"prototype":1}}', { constructor: { prototype: 1 } }],
  ['"\\u0041"', 'A'],
  ['null', null],
])('gives what %s says, but for __proto__', (text, expected) => {
  expect(parseJson(text)).toEqual(expected)
})
