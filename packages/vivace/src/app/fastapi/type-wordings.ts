import type { Failure } from '../../errors/index.ts'
import type { Wording } from './wording.ts'

/** The words for a value of another type, by the JSON Schema type that is demanded. */
export const typeWordings: Readonly<Record<string, (failure: Failure) => Wording>> = {
  integer: integerWording,
  number: numberWording,
  boolean: booleanWording,
  string: () => ({ type: 'string_type', msg: 'Input should be a valid string' }),
  array: () => ({ type: 'list_type', msg: 'Input should be a valid list' }),
  object: () => ({
    type: 'model_attributes_type',
    msg: 'Input should be a valid dictionary or object to extract fields from',
  }),
  null: () => ({ type: 'none_required', msg: 'Input should be None' }),
}

/** The words for a text that no integer can be read from. */
export const unparsedInteger: Wording = {
  type: 'int_parsing',
  msg: 'Input should be a valid integer, unable to parse string as an integer',
}

const integerText = /^\s*[+-]?\d+(?:_\d+)*(?:\.0*)?\s*$/
const numberText = /^\s*[+-]?(?:(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)\s*$/i
const words = /^(?:true|t|yes|y|on|1|false|f|no|n|off|0)$/i

// FastAPI reads numbers from the strings of a JSON body, and Vivace does not. Of such a string it would be
// untrue that it cannot be parsed: it is of the wrong type, as it is for FastAPI where a field is strict.
function isStrict({ in: place, input }: Failure, readable: RegExp): boolean {
  return place === 'body' && typeof input === 'string' && readable.test(input)
}

function integerWording(failure: Failure): Wording {
  const { input } = failure
  const msg = 'Input should be a valid integer'
  if (typeof input === 'string' && !isStrict(failure, integerText)) return unparsedInteger
  return typeof input === 'number'
    ? { type: 'int_from_float', msg: `${msg}, got a number with a fractional part` }
    : { type: 'int_type', msg }
}

function numberWording(failure: Failure): Wording {
  const msg = 'Input should be a valid number'
  return typeof failure.input === 'string' && !isStrict(failure, numberText)
    ? { type: 'float_parsing', msg: `${msg}, unable to parse string as a number` }
    : { type: 'float_type', msg }
}

function booleanWording(failure: Failure): Wording {
  const { input } = failure
  const msg = 'Input should be a valid boolean'
  const isNumber = typeof input === 'number' && Number.isInteger(input) && input !== 0 && input !== 1
  return isNumber || (typeof input === 'string' && !isStrict(failure, words))
    ? { type: 'bool_parsing', msg: `${msg}, unable to interpret input` }
    : { type: 'bool_type', msg }
}
