import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schema.ts'
import { TextNotDecodable } from './schema-errors.ts'
import { compileTextDecoder, UNDECODABLE } from './text-decoder.ts'

const decode = (json: JsonSchema, text: string): unknown => compileTextDecoder(json).decode(text)
const decodeAll = (json: JsonSchema, ...texts: string[]): unknown => compileTextDecoder(json).decodeAll(texts)

describe('compileTextDecoder() of integers', () => {
  it.each([
    ['0', 0],
    ['5', 5],
    ['-5', -5],
    ['+5', 5],
    ['007', 7],
    ['-0', 0],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %j as %j', (text, value) => {
    expect(decode({ type: 'integer' }, text)).toBe(value)
  })

  it.each([
    '',
    ' ',
    ' 5',
    '5 ',
    '5.0',
    '5.',
    '1e3',
    '0x10',
    '--5',
    '1_000',
    '٣',
    'NaN',
    '9007199254740992',
    'five',
  ])('does not read %j', (text) => {
    expect(decode({ type: 'integer' }, text)).toBe(UNDECODABLE)
  })
})

describe('compileTextDecoder() of numbers', () => {
  it.each([
    ['1', 1],
    ['-1.5', -1.5],
    ['+.5', 0.5],
    ['5.', 5],
    ['1e3', 1000],
    ['1.5E-3', 0.0015],
    ['-0.0', 0],
  ])('reads %j as %j', (text, value) => {
    expect(decode({ type: 'number' }, text)).toBe(value)
  })

  it.each(['', ' ', '1 ', '0x1F', '0b1', 'Infinity', 'inf', 'NaN', '1e999', '.', 'e1', '1e', '1,5'])(
    'does not read %j',
    (text) => {
      expect(decode({ type: 'number' }, text)).toBe(UNDECODABLE)
    },
  )

  it('reads every finite number as JavaScript writes it', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(decode({ type: 'number' }, String(value))).toBe(value + 0)
      }),
    )
  })
})

describe('compileTextDecoder() of booleans, text and anything', () => {
  it.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['on', true],
    ['Yes', true],
    ['false', false],
    ['0', false],
    ['Off', false],
    ['no', false],
    ['', UNDECODABLE],
    ['t', UNDECODABLE],
    ['2', UNDECODABLE],
    ['true ', UNDECODABLE],
  ])('reads %j as %j', (text, value) => {
    expect(decode({ type: 'boolean' }, text)).toBe(value)
  })

  it.each<JsonSchema>([
    { type: 'string' },
    { type: 'string', format: 'date-time' },
    {},
    { description: 'anything' },
  ])('leaves text as it is for %j', (json) => {
    expect(decode(json, ' 5 ')).toBe(' 5 ')
    expect(decode(json, '')).toBe('')
  })
})

describe('compileTextDecoder() of listed values', () => {
  const mixed: JsonSchema = { enum: [1, 2.5, true, 'a', null] }

  it.each([
    ['1', 1],
    ['1.0', 1],
    ['2.50', 2.5],
    ['true', true],
    ['yes', true],
    ['a', 'a'],
  ])('reads %j as %j', (text, value) => {
    expect(decode(mixed, text)).toBe(value)
  })

  it('reads a constant by its text', () => {
    expect(decode({ const: 7 }, '7')).toBe(7)
    expect(decode({ const: false }, 'off')).toBe(false)
    expect(decode({ type: 'string', const: '7' }, '7')).toBe('7')
  })

  it('lets the schema refuse values of the right type, and refuses other text itself', () => {
    expect(decode({ enum: [1, 2] }, '3')).toBe(3)
    expect(decode({ enum: [1, 2] }, 'x')).toBe(UNDECODABLE)
    expect(decode({ enum: ['a', 'b'] }, 'c')).toBe('c')
    expect(decode({ const: true }, 'no')).toBe(false)
  })
})

describe('compileTextDecoder() of unions', () => {
  const integerOrText: JsonSchema = { anyOf: [{ type: 'integer' }, { type: 'string' }] }
  const textOrInteger: JsonSchema = { anyOf: [{ type: 'string' }, { type: 'integer' }] }

  it('takes the first branch, in the order of declaration, that the text decodes to', () => {
    expect(decode(integerOrText, '3')).toBe(3)
    expect(decode(integerOrText, '3.5')).toBe('3.5')
    expect(decode(textOrInteger, '3')).toBe('3')
    expect(decode({ type: ['boolean', 'number'] }, '1')).toBe(true)
    expect(decode({ type: ['number', 'boolean'] }, '1')).toBe(1)
  })

  it('takes a branch of listed values only for one of them', () => {
    const autoOrInteger: JsonSchema = { oneOf: [{ const: 'auto' }, { type: 'integer' }] }
    expect(decode(autoOrInteger, 'auto')).toBe('auto')
    expect(decode(autoOrInteger, '5')).toBe(5)
    expect(decode({ anyOf: [{ enum: [1, 2] }, { type: 'string' }] }, '7')).toBe('7')
    expect(decode({ anyOf: [{ enum: [1, 2] }, { type: 'boolean' }] }, '7')).toBe(7)
    expect(decode({ anyOf: [{ enum: [1, 2] }, { type: 'boolean' }] }, 'x')).toBe(UNDECODABLE)
  })

  it('reads what may be null as the other type', () => {
    expect(decode({ type: ['integer', 'null'] }, '3')).toBe(3)
    expect(decode({ anyOf: [{ type: 'null' }, { type: 'boolean' }] }, 'on')).toBe(true)
    expect(decode({ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'null')).toBe(UNDECODABLE)
  })

  it('leaves branches out that text cannot carry', () => {
    expect(decode({ anyOf: [{ type: 'object' }, { type: 'integer' }] }, '3')).toBe(3)
  })

  it('follows references, allOf and unions within unions', () => {
    const $defs = {
      Id: { allOf: [{ type: 'integer' }, { minimum: 1 }] },
      Ids: { anyOf: [{ $ref: '#/$defs/Id' }] },
    } as const
    expect(decode({ $ref: '#/$defs/Ids', $defs }, '3')).toBe(3)
    expect(compileTextDecoder({ $ref: '#/$defs/Id' }, { $defs }).decode('3')).toBe(3)
  })

  it('reads a type that contains itself', () => {
    const json: JsonSchema = {
      anyOf: [{ type: 'number' }, { type: 'array', items: { $ref: '#' } }, { $ref: '#' }, { type: 'string' }],
    }
    expect(decode(json, '3')).toBe(3)
    expect(decodeAll(json, '3', 'a')).toEqual([3, 'a'])
  })
})

describe('compileTextDecoder() of arrays', () => {
  const integers: JsonSchema = { type: 'array', items: { type: 'integer' } }

  it('is repeated where an array is allowed, and only there', () => {
    expect(compileTextDecoder(integers).repeated).toBe(true)
    expect(compileTextDecoder({ anyOf: [{ type: 'string' }, integers] }).repeated).toBe(true)
    expect(compileTextDecoder({ type: 'integer' }).repeated).toBe(false)
  })

  it('decodes each item', () => {
    expect(decodeAll(integers, '1', '-2')).toEqual([1, -2])
    expect(decodeAll(integers)).toEqual([])
    expect(decodeAll({ type: 'array' }, '1', 'a')).toEqual(['1', 'a'])
    expect(decode(integers, '1')).toEqual([1])
  })

  it('leaves an item that it cannot decode as it is, so that the schema refuses it by its index', () => {
    expect(decodeAll(integers, '1', 'x', '3')).toEqual([1, 'x', 3])
    expect(decode(integers, 'x')).toEqual(['x'])
    expect(decodeAll({ type: 'array', items: { enum: [1, 2] } }, '1', '7', 'x')).toEqual([1, 7, 'x'])
  })

  it('decodes the items of a tuple each by its own type', () => {
    const point: JsonSchema = {
      type: 'array',
      prefixItems: [{ type: 'number' }, { type: 'boolean' }],
      items: false,
    }
    expect(decodeAll(point, '1.5', 'on')).toEqual([1.5, true])
    expect(decodeAll(point, '1.5', 'on', 'more')).toEqual([1.5, true, 'more'])
  })

  it('chooses between one value and several by how many were sent', () => {
    const oneOrMany: JsonSchema = { anyOf: [{ type: 'integer' }, integers] }
    expect(decodeAll(oneOrMany, '1')).toBe(1)
    expect(decodeAll(oneOrMany, '1', '2')).toEqual([1, 2])
    expect(decodeAll({ anyOf: [integers, { type: 'integer' }] }, '1')).toEqual([1])
    expect(decodeAll({ anyOf: [integers, { type: 'array', items: { type: 'string' } }] }, '1', 'x')).toEqual([
      '1',
      'x',
    ])
  })

  it('does not choose among several texts where one is allowed', () => {
    expect(decodeAll({ type: 'integer' }, '1', '2')).toBe(UNDECODABLE)
    expect(decodeAll({ type: ['integer', 'boolean'] }, '1', '2')).toBe(UNDECODABLE)
    expect(decodeAll({ type: 'integer' })).toBe(UNDECODABLE)
  })
})

describe('compileTextDecoder() of what text cannot carry', () => {
  it.each<[JsonSchema, string]>([
    [{ type: 'object' }, 'an object'],
    [{ properties: { a: {} } }, 'an object'],
    [{ type: 'null' }, 'null'],
    [{ const: null }, 'null'],
    [{ type: 'array', items: { type: 'array', items: {} } }, 'an array of arrays or objects'],
    [{ type: 'array', items: { type: 'object' } }, 'an array of arrays or objects'],
    [{ type: 'array', prefixItems: [{ type: 'object' }], items: {} }, 'an array of arrays or objects'],
    [{ anyOf: [{ type: 'object' }, { type: 'null' }] }, 'an object'],
  ])('throws for %j', (json, what) => {
    expect(() => compileTextDecoder(json)).toThrow(TextNotDecodable)
    expect(() => compileTextDecoder(json)).toThrow(`text cannot carry ${what}`)
  })
})

describe('TextDecoding.mismatch', () => {
  it.each<[JsonSchema, object]>([
    [{ type: 'integer' }, { code: 'type', limit: 'integer', message: 'Expected an integer' }],
    [{ type: 'number' }, { code: 'type', limit: 'number', message: 'Expected a number' }],
    [{ type: ['boolean', 'null'] }, { code: 'type', limit: 'boolean', message: 'Expected true or false' }],
    [
      { anyOf: [{ type: 'integer' }, { type: 'boolean' }] },
      { code: 'type', limit: ['integer', 'boolean'], message: 'Expected an integer or true or false' },
    ],
    [{ enum: [1, 2, 3] }, { code: 'enum', limit: [1, 2, 3], message: 'Expected 1, 2 or 3' }],
    [
      { anyOf: [{ type: 'integer' }, { const: true }] },
      { code: 'anyOf', limit: undefined, message: 'Expected an integer or true' },
    ],
    [
      { type: 'array', items: { type: 'integer' } },
      { code: 'type', limit: 'integer', message: 'Expected an integer' },
    ],
  ])('of %j says what was expected', (json, mismatch) => {
    expect(compileTextDecoder(json).mismatch).toEqual(mismatch)
  })
})
