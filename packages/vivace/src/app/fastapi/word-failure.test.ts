import { describe, expect, it } from 'vitest'
import type { Failure } from '../../errors/index.ts'
import { wordFailure } from './word-failure.ts'

/** A failure of a query parameter, unless said otherwise. */
function failure(members: Partial<Failure>): Failure {
  return { in: 'query', path: ['x'], message: 'Not like this', code: 'type', ...members }
}

describe('wordFailure()', () => {
  it.each([
    [
      { code: 'minimum', limit: 1 },
      'greater_than_equal: Input should be greater than or equal to 1',
      { ge: 1 },
    ],
    [{ code: 'exclusiveMinimum', limit: 0 }, 'greater_than: Input should be greater than 0', { gt: 0 }],
    [
      { code: 'maximum', limit: 9.5 },
      'less_than_equal: Input should be less than or equal to 9.5',
      { le: 9.5 },
    ],
    [{ code: 'exclusiveMaximum', limit: 10 }, 'less_than: Input should be less than 10', { lt: 10 }],
    [{ code: 'multipleOf', limit: 5 }, 'multiple_of: Input should be a multiple of 5', { multiple_of: 5 }],
    [
      { code: 'minLength', limit: 1 },
      'string_too_short: String should have at least 1 character',
      { min_length: 1 },
    ],
    [
      { code: 'maxLength', limit: 3 },
      'string_too_long: String should have at most 3 characters',
      { max_length: 3 },
    ],
    [
      { code: 'pattern', limit: '^a+$' },
      "string_pattern_mismatch: String should match pattern '^a+$'",
      { pattern: '^a+$' },
    ],
    [
      { code: 'minItems', limit: 2, input: ['a'] },
      'too_short: List should have at least 2 items after validation, not 1',
      { field_type: 'List', min_length: 2, actual_length: 1 },
    ],
    [
      { code: 'maxItems', limit: 1, input: ['a', 'b', 'c'] },
      'too_long: List should have at most 1 item after validation, not 3',
      { field_type: 'List', max_length: 1, actual_length: 3 },
    ],
    [
      { code: 'minProperties', limit: 1, input: {} },
      'too_short: Dictionary should have at least 1 item after validation, not 0',
      { field_type: 'Dictionary', min_length: 1, actual_length: 0 },
    ],
    [
      { code: 'propertyNames', limit: { type: 'string', pattern: '^a+$' } },
      "string_pattern_mismatch: String should match pattern '^a+$'",
      { pattern: '^a+$' },
    ],
    [{ code: 'const', limit: 'cat' }, "literal_error: Input should be 'cat'", { expected: "'cat'" }],
    [{ code: 'enum', limit: ['a', 'b'] }, "enum: Input should be 'a' or 'b'", { expected: "'a' or 'b'" }],
    [
      { code: 'enum', limit: [1, "it's", true, null] },
      'enum: Input should be 1, "it\'s", True or None',
      { expected: '1, "it\'s", True or None' },
    ],
  ])('says of %j what FastAPI says, %s, with the limit as context', (members, said, ctx) => {
    const wording = wordFailure(failure(members))
    expect([`${wording.type}: ${wording.msg}`, wording.ctx]).toEqual([said, ctx])
  })

  it.each([
    [{ code: 'missing' }, 'missing', 'Field required'],
    [{ code: 'additionalProperties', limit: false }, 'extra_forbidden', 'Extra inputs are not permitted'],
    [{ limit: 'string', input: 5 }, 'string_type', 'Input should be a valid string'],
    [{ limit: ['string', 'null'], input: 5 }, 'string_type', 'Input should be a valid string'],
    [{ limit: 'array', input: 'a' }, 'list_type', 'Input should be a valid list'],
    [
      { limit: 'object', input: 'a' },
      'model_attributes_type',
      'Input should be a valid dictionary or object to extract fields from',
    ],
    [{ limit: 'null', input: 'a' }, 'none_required', 'Input should be None'],
    [
      { code: 'propertyNames', limit: { type: 'string', pattern: '^-?\\d+$' } },
      'int_parsing',
      'Input should be a valid integer, unable to parse string as an integer',
    ],
    [{ code: 'format', limit: 'ipv4' }, 'ip_v4_address', 'Input is not a valid IPv4 address'],
    [{ code: 'format', limit: 'ipv6' }, 'ip_v6_address', 'Input is not a valid IPv6 address'],
  ])('says of %j what FastAPI says, without a context', (members, type, msg) => {
    expect(wordFailure(failure(members))).toEqual({ type, msg })
  })

  const notParsed = 'Input should be a valid integer, unable to parse string as an integer'
  const fractional = 'Input should be a valid integer, got a number with a fractional part'
  const noNumber = 'Input should be a valid number, unable to parse string as a number'
  const notInterpreted = 'Input should be a valid boolean, unable to interpret input'

  it.each<[Partial<Failure>, string, string]>([
    [{ in: 'query', limit: 'integer', input: 'a' }, 'int_parsing', notParsed],
    [{ in: 'query', limit: 'integer', input: '3.0' }, 'int_parsing', notParsed],
    [{ in: 'body', limit: 'integer', input: 'twenty' }, 'int_parsing', notParsed],
    [{ in: 'body', limit: 'integer', input: '20' }, 'int_type', 'Input should be a valid integer'],
    [{ in: 'body', limit: 'integer', input: 3.5 }, 'int_from_float', fractional],
    [{ in: 'body', limit: 'integer', input: null }, 'int_type', 'Input should be a valid integer'],
    [{ in: 'path', limit: 'number', input: 'x' }, 'float_parsing', noNumber],
    [{ in: 'body', limit: 'number', input: 'x' }, 'float_parsing', noNumber],
    [{ in: 'body', limit: 'number', input: '50.5' }, 'float_type', 'Input should be a valid number'],
    [{ in: 'body', limit: 'number', input: true }, 'float_type', 'Input should be a valid number'],
    [{ in: 'cookie', limit: 'boolean', input: 'perhaps' }, 'bool_parsing', notInterpreted],
    [{ in: 'body', limit: 'boolean', input: 'perhaps' }, 'bool_parsing', notInterpreted],
    [{ in: 'body', limit: 'boolean', input: 2 }, 'bool_parsing', notInterpreted],
    [{ in: 'body', limit: 'boolean', input: 1 }, 'bool_type', 'Input should be a valid boolean'],
    [{ in: 'body', limit: 'boolean', input: 'yes' }, 'bool_type', 'Input should be a valid boolean'],
    [{ in: 'body', limit: 'boolean', input: [] }, 'bool_type', 'Input should be a valid boolean'],
  ])('tells what cannot be read from what is of another type: %j', (members, type, msg) => {
    expect(wordFailure(failure(members))).toEqual({ type, msg })
  })

  it.each([
    ['uuid', 'uuid_parsing', 'Input should be a valid UUID, '],
    ['date-time', 'datetime_from_date_parsing', 'Input should be a valid datetime or date, '],
    ['date', 'date_from_datetime_parsing', 'Input should be a valid date or datetime, '],
    ['time', 'time_parsing', 'Input should be in a valid time format, '],
    ['duration', 'time_delta_parsing', 'Input should be a valid duration, '],
    ['uri', 'url_parsing', 'Input should be a valid URL, '],
  ])('gives a reason of its own for a text that is no %s', (limit, type, begin) => {
    const { msg, ...wording } = wordFailure(failure({ code: 'format', limit, input: 'x' }))
    expect(wording).toEqual({ type, ctx: { error: msg.slice(begin.length) } })
    expect(msg.startsWith(begin)).toBe(true)
  })

  it('says of an address that it is none, and why', () => {
    const reason = 'It is not written as name@domain.'
    expect(wordFailure(failure({ code: 'format', limit: 'email', input: 'x' }))).toEqual({
      type: 'value_error',
      msg: `value is not a valid email address: ${reason}`,
      ctx: { reason },
    })
  })

  it.each([
    { code: 'custom' },
    { code: 'anyOf' },
    { code: 'repeated' },
    { code: 'uniqueItems', limit: true },
    { code: 'format', limit: 'json-pointer' },
    { code: 'minimum', limit: undefined },
    { code: 'minLength', limit: undefined },
    { code: 'minItems', limit: 1, input: undefined },
    { code: 'pattern', limit: undefined },
    { code: 'propertyNames', limit: { minLength: 2 } },
    { code: 'propertyNames', limit: true },
    { code: 'enum', limit: undefined },
    { code: 'type', limit: ['array', 'object'] },
    { code: 'toString' },
  ])('gives the message of %j, for which FastAPI has no words, as a value_error', (members) => {
    expect(wordFailure(failure(members))).toEqual({
      type: 'value_error',
      msg: 'Value error, Not like this',
      ctx: { error: {} },
    })
  })
})
