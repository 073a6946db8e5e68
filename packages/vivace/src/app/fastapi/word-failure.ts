import type { Failure } from '../../errors/index.ts'
import { formatWordings } from './format-wordings.ts'
import { limitWordings } from './limit-wordings.ts'
import { typeWordings, unparsedInteger } from './type-wordings.ts'
import type { WordFailure, Wording } from './wording.ts'

const wordings: Readonly<Record<string, WordFailure>> = {
  ...limitWordings,
  missing: () => ({ type: 'missing', msg: 'Field required' }),
  type: (failure) => typeWordings[demandedType(failure)]?.(failure),
  enum: ({ limit }) => (Array.isArray(limit) ? oneOf('enum', limit) : undefined),
  const: ({ limit }) => oneOf('literal_error', [limit]),
  pattern: ({ limit }) => (typeof limit === 'string' ? mismatch(limit) : undefined),
  format: ({ limit }) => (typeof limit === 'string' ? formatWordings[limit]?.() : undefined),
  propertyNames: ({ limit }) => nameWording(limit),
  additionalProperties: () => ({ type: 'extra_forbidden', msg: 'Extra inputs are not permitted' }),
}

/**
 * What FastAPI says of a failure: its type, its message and its context, by our code and the limit.
 *
 *     wordFailure({ in: 'query', path: ['limit'], code: 'maximum', limit: 100, message: '…', input: '150' })
 *     // { type: 'less_than_equal', msg: 'Input should be less than or equal to 100', ctx: { le: 100 } }
 *
 * What it has no words for (a refinement, a union, a parameter that was sent twice) is a `value_error` with our
 * message, which is what FastAPI answers for the user's own validators.
 */
export function wordFailure(failure: Failure): Wording {
  const wording = Object.hasOwn(wordings, failure.code) ? wordings[failure.code]?.(failure) : undefined
  return wording ?? { type: 'value_error', msg: `Value error, ${failure.message}`, ctx: { error: {} } }
}

function mismatch(pattern: string): Wording {
  const msg = `String should match pattern '${pattern}'`
  return { type: 'string_pattern_mismatch', msg, ctx: { pattern } }
}

// Names are text in JSON. Those that stand for integers are described by the pattern of one.
function nameWording(limit: unknown): Wording | undefined {
  if (typeof limit !== 'object' || limit === null || !('pattern' in limit)) return undefined
  if (limit.pattern === '^-?\\d+$') return unparsedInteger
  return typeof limit.pattern === 'string' ? mismatch(limit.pattern) : undefined
}

// One type, or one beside null: a value that may be null is of the other type if it is there.
function demandedType({ limit }: Failure): string {
  const types: readonly unknown[] = Array.isArray(limit) ? limit.filter((type) => type !== 'null') : [limit]
  return types.length === 1 && typeof types[0] === 'string' ? types[0] : ''
}

function oneOf(type: 'enum' | 'literal_error', literals: readonly unknown[]): Wording {
  const written = literals.map(asPython)
  const last = written.pop() ?? ''
  const expected = written.length === 0 ? last : `${written.join(', ')} or ${last}`
  return { type, msg: `Input should be ${expected}`, ctx: { expected } }
}

// JSON's literals as Python writes them, apart from lists and objects, which are no literals there.
function asPython(literal: unknown): string {
  if (typeof literal === 'string') return literal.includes("'") ? `"${literal}"` : `'${literal}'`
  if (literal === null) return 'None'
  return typeof literal === 'boolean' ? (literal ? 'True' : 'False') : JSON.stringify(literal)
}
