import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Failure } from '../../src/errors/index.ts'
import { failuresOf, issuesFrom, type JsonSchema } from '../../src/schema/index.ts'
import { violationsOf } from '../../src/schema/violations.ts'
import { arbitrarySample } from './arbitrary-schema.ts'

const ajv = new Ajv2020({ allErrors: true, strict: false, ownProperties: true })
addFormats.default(ajv)

const few = fc.integer({ min: 0, max: 4 })
const number = fc.integer({ min: -10, max: 10 })
const text = fc.string({ unit: fc.constantFrom('a', 'b', 'Z', '😀', ' '), maxLength: 6 })

const keywords = fc.record(
  {
    type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'null', 'array', 'object', [
      'string',
      'null',
    ]),
    enum: fc.uniqueArray(fc.oneof(number, text, fc.boolean()), { minLength: 1, maxLength: 4 }),
    const: fc.oneof(number, text, fc.constant({ a: [1] })),
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: fc.integer({ min: 1, max: 5 }),
    minLength: few,
    maxLength: few,
    pattern: fc.constantFrom('^a', 'b$', '^[a-z]*$', '^.$'),
    minItems: few,
    maxItems: few,
    uniqueItems: fc.boolean(),
    minProperties: few,
    maxProperties: few,
  },
  { requiredKeys: [] },
)

// Hundredths: beyond them Ajv and we tell multiples of a number apart by different tolerances.
const hundredths = fc.integer({ min: -1_000, max: 1_000 }).map((hundreds) => hundreds / 100)
// Ajv compares by fast-deep-equal, which calls the `valueOf` and `toString` that a value of JSON itself has.
const comparedOtherwise = /"(?:valueOf|toString|constructor)":/
const json = fc
  .jsonValue({ maxDepth: 2 })
  .filter((given) => typeof given !== 'number' && !comparedOtherwise.test(JSON.stringify(given)))
const value = fc.oneof(number, hundredths, text, fc.array(number, { maxLength: 4 }), json)

// Keywords that decide alone: a value that is not listed, or not of the type, breaks nothing else for us.
const decisive = ['const', 'enum', 'type']

function errorsOf(json: JsonSchema, given: unknown): readonly ErrorObject[] {
  const check = ajv.compile(json)
  check(given)
  return check.errors ?? []
}

describe('the keywords that a value breaks', () => {
  it('are those that Ajv finds broken', () => {
    fc.assert(
      fc.property(keywords, value, (generated, given) => {
        const json: JsonSchema = JSON.parse(JSON.stringify(generated))
        const expected = new Set(errorsOf(json, given).map(({ keyword }) => keyword))
        const found = violationsOf(given, json)
          .filter(({ certain }) => certain)
          .map(({ keyword }) => keyword)
        const first = decisive.find((keyword) => expected.has(keyword))
        expect(found.sort()).toEqual(first === undefined ? [...expected].sort() : [first])
      }),
      { numRuns: 500 },
    )
  })

  it('are those of formats too', () => {
    const formats = ['date', 'time', 'date-time', 'email', 'uuid', 'uri', 'ipv4', 'ipv6']
    const samples = fc.constantFrom(
      '2026-11-21',
      '2026-13-01',
      '09:00:00Z',
      '25:00:00Z',
      '2026-11-21T09:00:00Z',
      '2026-11-21T09:00:00',
      'a@b.co',
      'a@',
      '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
      'https://example.com/a',
      '10.0.0.1',
      '10.0.0.256',
      '2001:db8::1',
      '',
      'x',
    )
    fc.assert(
      fc.property(fc.constantFrom(...formats), samples, (format, given) => {
        const expected = errorsOf({ type: 'string', format }, given).length
        expect(violationsOf(given, { type: 'string', format })).toHaveLength(expected)
      }),
      { numRuns: 500 },
    )
  })
})

// Ajv takes part as one more library: its errors, as the issues that issuesFrom makes of them.
function failuresByAjv(json: JsonSchema, given: unknown): readonly Failure[] {
  return failuresOf({
    issues: issuesFrom(errorsOf(json, given)),
    place: 'body',
    prefix: [],
    json,
    value: given,
  })
}

function names({ instancePath, keyword, params }: ErrorObject): string {
  const field: unknown = params['missingProperty'] ?? params['additionalProperty']
  const code = keyword === 'required' ? 'missing' : keyword === 'items' ? 'maxItems' : keyword
  return typeof field === 'string'
    ? `${instancePath}/${field.replaceAll('~', '~0').replaceAll('/', '~1')} ${code}`
    : `${instancePath} ${code}`
}

function pointer(path: Failure['path']): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** One value somewhere in a value, replaced or taken away. */
function damaged(given: unknown, choices: readonly number[], put: unknown): unknown {
  const [choice = 0, ...others] = choices
  if (typeof given !== 'object' || given === null) return put
  const keys = Object.keys(given)
  const key = keys[choice % (keys.length + 1)]
  if (key === undefined) return put
  if (Array.isArray(given))
    return given.map((item: unknown, index) => (String(index) === key ? damaged(item, others, put) : item))
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, field]) =>
      name !== key ? [[name, field]] : choice % 3 === 0 ? [] : [[name, damaged(field, others, put)]],
    ),
  )
}

describe('the failures of a value that is damaged somewhere', () => {
  it('are at the places, and of the codes, that Ajv finds', () => {
    const arbitraryDamage = fc.tuple(
      arbitrarySample,
      fc.array(fc.nat(20), { maxLength: 4 }),
      fc.jsonValue({ maxDepth: 1 }),
    )
    fc.assert(
      fc.property(arbitraryDamage, ([{ json, clean }, choices, put]) => {
        const given = damaged(clean, choices, put)
        // Unions have a word of their own, which the next test is about.
        const expected = errorsOf(json, given).filter(({ schemaPath }) => !/(?:anyOf|oneOf)/.test(schemaPath))
        fc.pre(expected.length === errorsOf(json, given).length)
        const found = failuresByAjv(json, given).map(({ path, code }) => `${pointer(path)} ${code}`)
        expect(new Set(found)).toEqual(new Set(expected.map(names)))
      }),
      { numRuns: 200 },
    )
  })

  it('are at least one, and lie where Ajv finds something, in unions as well', () => {
    const arbitraryDamage = fc.tuple(
      arbitrarySample,
      fc.array(fc.nat(20), { maxLength: 4 }),
      fc.jsonValue({ maxDepth: 1 }),
    )
    fc.assert(
      fc.property(arbitraryDamage, ([{ json, clean }, choices, put]) => {
        const given = damaged(clean, choices, put)
        const errors = errorsOf(json, given)
        const found = failuresByAjv(json, given)
        expect(found.length > 0).toBe(errors.length > 0)
        const places = errors.flatMap((error) => [error.instancePath, names(error).replace(/ \S+$/, '')])
        for (const { path } of found) expect(places).toContain(pointer(path))
      }),
      { numRuns: 200 },
    )
  })
})
