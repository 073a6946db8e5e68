import type { WordFailure } from './wording.ts'

/** The words for values beyond a limit, by the keyword that sets it. */
export const limitWordings: Readonly<Record<string, WordFailure>> = {
  minimum: bound('greater_than_equal', 'greater than or equal to', 'ge'),
  exclusiveMinimum: bound('greater_than', 'greater than', 'gt'),
  maximum: bound('less_than_equal', 'less than or equal to', 'le'),
  exclusiveMaximum: bound('less_than', 'less than', 'lt'),
  multipleOf: bound('multiple_of', 'a multiple of', 'multiple_of'),
  minLength: length('string_too_short', 'at least', 'min_length'),
  maxLength: length('string_too_long', 'at most', 'max_length'),
  minItems: count('List', 'too_short', 'min_length'),
  maxItems: count('List', 'too_long', 'max_length'),
  minProperties: count('Dictionary', 'too_short', 'min_length'),
  maxProperties: count('Dictionary', 'too_long', 'max_length'),
}

function bound(type: string, phrase: string, name: string): WordFailure {
  return ({ limit }) =>
    typeof limit === 'number'
      ? { type, msg: `Input should be ${phrase} ${limit}`, ctx: { [name]: limit } }
      : undefined
}

function length(type: string, phrase: string, name: string): WordFailure {
  return ({ limit }) =>
    typeof limit === 'number'
      ? { type, msg: `String should have ${phrase} ${counted(limit, 'character')}`, ctx: { [name]: limit } }
      : undefined
}

function count(what: 'List' | 'Dictionary', type: 'too_short' | 'too_long', name: string): WordFailure {
  const phrase = type === 'too_short' ? 'at least' : 'at most'
  return ({ limit, input }) => {
    if (typeof limit !== 'number' || typeof input !== 'object' || input === null) return undefined
    const actual = Object.keys(input).length
    return {
      type,
      msg: `${what} should have ${phrase} ${counted(limit, 'item')} after validation, not ${actual}`,
      ctx: { field_type: what, [name]: limit, actual_length: actual },
    }
  }
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
