import type { JsonType } from './json-schema.ts'

/**
 * The answer of a decoder whose type the text cannot be of.
 *
 *     if (decoding.decode(text) === UNDECODABLE) failures.push({ ...decoding.mismatch, input: text, … })
 */
export const UNDECODABLE: unique symbol = Symbol('undecodable')

/** Reads one text as one type; `UNDECODABLE` if it cannot be of that type. */
export type DecodeText = (text: string) => unknown

/**
 * The decoder of each type that one text can carry.
 *
 *     decodeText.boolean?.('on')   // true
 */
export const decodeText: Readonly<Partial<Record<JsonType, DecodeText>>> = {
  string: (text) => text,
  integer: decodeInteger,
  number: decodeNumber,
  boolean: decodeBoolean,
}

const integer = /^[+-]?\d+$/
const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i

// Beyond the safe integers a text and its number are no longer the same value.
function decodeInteger(text: string): unknown {
  if (!integer.test(text)) return UNDECODABLE
  const value = Number(text)
  // Adding zero turns -0, which JSON cannot tell from 0, into 0.
  return Number.isSafeInteger(value) ? value + 0 : UNDECODABLE
}

// Number() alone would also read blanks, the empty text, 0x10 and Infinity.
function decodeNumber(text: string): unknown {
  if (!number.test(text)) return UNDECODABLE
  const value = Number(text)
  return Number.isFinite(value) ? value + 0 : UNDECODABLE
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['on', true],
  ['yes', true],
  ['false', false],
  ['0', false],
  ['off', false],
  ['no', false],
])

function decodeBoolean(text: string): unknown {
  return booleans.get(text) ?? booleans.get(text.toLowerCase()) ?? UNDECODABLE
}
