import { UNDECODABLE } from './decode-text.ts'
import type { JsonSchema } from './json-schema.ts'
import { type RuleBook, ruleBookOf, type Rules } from './rules.ts'
import { allowedTypes, literalsOf } from './rule-facts.ts'
import { TextNotDecodable } from './schema-errors.ts'
import { type ListChoice, type ScalarChoice, type TextChoice, textChoices } from './text-choices.ts'
import { mismatchOf, type Mismatch } from './text-mismatch.ts'

export { UNDECODABLE } from './decode-text.ts'
export type { Mismatch } from './text-mismatch.ts'

/** Reads the texts of a query, a header, a cookie, a path or a form as the type that a schema declares. */
export interface TextDecoding {
  /** Whether the value is made of every text that was sent, and not of one. */
  readonly repeated: boolean
  /** One text; `UNDECODABLE` if it cannot be of the type. An array of one item where only arrays are allowed. */
  decode(text: string): unknown
  /**
   * Every text that was sent. In an array an item that cannot be decoded stays the text that it is, so
   * that the schema refuses it by its index, together with whatever else is wrong with the array.
   */
  decodeAll(texts: readonly string[]): unknown
  /** Says what `UNDECODABLE` means, as the members of a `Failure`. */
  readonly mismatch: Mismatch
}

/**
 * Compiles the decoder of texts by the JSON Schema type: `5` is a number for `z.int()` and text for
 * `z.string()`. `root` is the schema that `$ref`s are resolved in, for a property of a model.
 *
 *     const decoding = compileTextDecoder({ type: 'integer' })
 *     decoding.decode('5')     // 5
 *     decoding.decode('5.5')   // UNDECODABLE
 *
 * - integer: digits with a sign or none, within the safe integers; number: decimal, with or without an
 *   exponent, finite. Neither reads blanks or hexadecimal.
 * - boolean: true/false, 1/0, on/off, yes/no, in upper or lower case.
 * - `enum` and `const`: the value that the text stands for.
 * - unions: the first branch, in the order of declaration, that the text decodes to; `null` has no text.
 * - arrays: each item. Whatever has a format is text, and so is what may be anything.
 *
 * Throws `TextNotDecodable` for a type that text cannot carry: objects, arrays of arrays, `null` alone.
 */
export function compileTextDecoder(json: JsonSchema, root: JsonSchema = json): TextDecoding {
  const book = ruleBookOf(root)
  const rules = book.of([json])
  const choices = textChoices(book, rules)
  if (choices.length === 0) throw notDecodable(book, rules)
  const mismatch = mismatchOf(choices)
  const [only] = choices
  // Nearly every parameter is of one type.
  if (only?.kind === 'scalar' && choices.length === 1 && only.decodeNearby === undefined) {
    const { decode } = only
    const decodeAll = (texts: readonly string[]): unknown => decodeOne(texts, decode)
    return { repeated: false, decode, decodeAll, mismatch }
  }
  const lists = choices.filter((choice) => choice.kind === 'list')
  const decode = (text: string): unknown => decodeFirst(choices, text)
  return {
    repeated: lists.length > 0,
    decode,
    decodeAll: (texts) =>
      texts.length === 1 || lists.length === 0 ? decodeOne(texts, decode) : decodeList(lists, texts),
    mismatch,
  }
}

function decodeOne(texts: readonly string[], decode: (text: string) => unknown): unknown {
  const [text] = texts
  return text === undefined || texts.length > 1 ? UNDECODABLE : decode(text)
}

function decodeFirst(choices: readonly TextChoice[], text: string): unknown {
  for (const choice of choices) {
    const value = choice.kind === 'scalar' ? choice.decode(text) : exactList(choice, [text])
    if (value !== UNDECODABLE) return value
  }
  // No branch has this value. One that lists values of its type says so better than we can.
  for (const choice of choices) {
    const value = choice.kind === 'list' ? [nearbyItem(choice, text, 0)] : choice.decodeNearby?.(text)
    if (value !== undefined && value !== UNDECODABLE) return value
  }
  return UNDECODABLE
}

function decodeList(lists: readonly ListChoice[], texts: readonly string[]): unknown {
  for (const list of lists) {
    const value = exactList(list, texts)
    if (value !== UNDECODABLE) return value
  }
  const [first] = lists
  return first === undefined ? UNDECODABLE : texts.map((text, index) => nearbyItem(first, text, index))
}

function exactList(list: ListChoice, texts: readonly string[]): unknown {
  const values: unknown[] = []
  for (const [index, text] of texts.entries()) {
    let value: unknown = UNDECODABLE
    for (const choice of itemChoices(list, index)) if (value === UNDECODABLE) value = choice.decode(text)
    if (value === UNDECODABLE) return UNDECODABLE
    values.push(value)
  }
  return values
}

function nearbyItem(list: ListChoice, text: string, index: number): unknown {
  const value = decodeFirst(itemChoices(list, index), text)
  return value === UNDECODABLE ? text : value
}

function itemChoices(list: ListChoice, index: number): readonly ScalarChoice[] {
  return list.items[Math.min(index, list.items.length - 1)] ?? []
}

function notDecodable(book: RuleBook, rules: Rules): TextNotDecodable {
  const branches = rules.unions.length > 0 ? book.branches(rules) : [rules]
  const types = new Set<string>(branches.flatMap(typesOf))
  types.delete('null')
  const what = types.size === 0 ? 'null' : types.has('object') ? 'an object' : 'an array of arrays or objects'
  return new TextNotDecodable(
    `text cannot carry ${what}`,
    'use a scalar or an array of scalars, read the whole source with .model(), or send it in the body',
  )
}

function typesOf(rules: Rules): readonly string[] {
  const literals = literalsOf(rules)?.map((literal) => (literal === null ? 'null' : typeof literal))
  return allowedTypes(rules) ?? literals ?? ['object']
}
