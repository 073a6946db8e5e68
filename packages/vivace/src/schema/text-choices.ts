import { decodeText, type DecodeText, UNDECODABLE } from './decode-text.ts'
import type { JsonType } from './json-schema.ts'
import { allowedTypes, literalsOf } from './rule-facts.ts'
import type { RuleBook, Rules } from './rules.ts'

/** One way to read text: as one value, or as the items of an array. */
export type TextChoice = ScalarChoice | ListChoice

/** One text as one value. */
export interface ScalarChoice {
  readonly kind: 'scalar'
  /** What it is in JSON Schema, for messages: a type, or the values that are listed. */
  readonly type: JsonType | undefined
  readonly literals: readonly unknown[] | undefined
  readonly decode: DecodeText
  /** Reads what is of the type of the listed values without being one of them. */
  readonly decodeNearby?: DecodeText
}

/** Every text as one item. */
export interface ListChoice {
  readonly kind: 'list'
  /** The choices of each item: of the first ones of a tuple, and last of all the rest. */
  readonly items: readonly (readonly ScalarChoice[])[]
}

/**
 * The ways in which text can be a value of these rules, in the order of declaration; none if it cannot.
 *
 *     textChoices(book, book.of([{ type: ['integer', 'null'] }]))   // one scalar choice: integer
 *
 * `null`, objects and arrays within arrays have no text, and are left out of unions.
 */
export function textChoices(book: RuleBook, rules: Rules, insideList = false): readonly TextChoice[] {
  const literals = literalsOf(rules)
  if (literals !== undefined) return literalChoice(literals)
  if (rules.unions.length > 0) {
    return book.branches(rules).flatMap((branch) => textChoices(book, branch, insideList))
  }
  const types =
    allowedTypes(rules) ?? (rules.parts.some((part) => part.properties) ? [] : (['string'] as const))
  return types.flatMap((type): readonly TextChoice[] => {
    const decode = decodeText[type]
    if (decode !== undefined) return [{ kind: 'scalar', type, literals: undefined, decode }]
    return type === 'array' && !insideList ? listChoice(book, rules) : []
  })
}

// true and false are named by several texts, and numbers can be written in several ways: "1", "+1", "1.0".
// A text is one of the values if it decodes to it.
function literalChoice(literals: readonly unknown[]): readonly TextChoice[] {
  const scalars = literals.filter((literal) => ['string', 'number', 'boolean'].includes(typeof literal))
  if (scalars.length === 0) return []
  const byText = new Map(scalars.map((literal) => [String(literal), literal]))
  const decoders = ['number', 'boolean']
    .filter((type) => scalars.some((literal) => typeof literal === type))
    .map((type) => (type === 'number' ? decodeText.number : decodeText.boolean))
  const nearby: DecodeText = (text) => {
    for (const decoder of decoders) {
      const value = decoder?.(text) ?? UNDECODABLE
      if (value !== UNDECODABLE) return value
    }
    return scalars.some((literal) => typeof literal === 'string') ? text : UNDECODABLE
  }
  const decode: DecodeText = (text) => {
    if (byText.has(text)) return byText.get(text)
    for (const decoder of decoders) {
      const value = decoder?.(text)
      if (scalars.includes(value)) return value
    }
    return UNDECODABLE
  }
  return [{ kind: 'scalar', type: undefined, literals: scalars, decode, decodeNearby: nearby }]
}

function listChoice(book: RuleBook, rules: Rules): readonly TextChoice[] {
  const fixed = Math.max(0, ...rules.parts.map((part) => part.prefixItems?.length ?? 0))
  const items = Array.from({ length: fixed + 1 }, (_, index) => {
    const item = book.item(rules, index)
    if (item === undefined) return anyText
    return textChoices(book, item, true).filter((choice) => choice.kind === 'scalar')
  })
  // Items that have no text cannot be sent, unless they are the rest after a tuple's first ones.
  const isSendable = items.every((choices, index) => choices.length > 0 || (index === fixed && fixed > 0))
  return isSendable
    ? [{ kind: 'list', items: items.map((choices) => (choices.length > 0 ? choices : anyText)) }]
    : []
}

const anyText: readonly ScalarChoice[] = [
  { kind: 'scalar', type: 'string', literals: undefined, decode: (text) => text },
]
