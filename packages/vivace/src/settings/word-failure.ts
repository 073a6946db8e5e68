import type { Failure } from '../errors/index.ts'

type Wording = (limit: string) => string

const wordings: Readonly<Record<string, Wording | undefined>> = {
  missing: () => 'is missing',
  type: (limit) => `must be of the type ${limit.replaceAll(',', ' or ')}`,
  enum: (limit) => `must be one of: ${limit.replaceAll(',', ', ')}`,
  const: (limit) => `must be ${limit}`,
  format: (limit) => `must have the format ${limit}`,
  pattern: (limit) => `must match ${limit}`,
  minLength: (limit) => `must have at least ${limit} characters`,
  maxLength: (limit) => `must have at most ${limit} characters`,
  minimum: (limit) => `must be at least ${limit}`,
  maximum: (limit) => `must be at most ${limit}`,
  exclusiveMinimum: (limit) => `must be more than ${limit}`,
  exclusiveMaximum: (limit) => `must be less than ${limit}`,
  multipleOf: (limit) => `must be a multiple of ${limit}`,
  minItems: (limit) => `must have at least ${limit} items`,
  maxItems: (limit) => `must have at most ${limit} items`,
}

/**
 * What is wrong with a setting, in our own words where the rule is one of JSON Schema: those of libraries may
 * repeat the value, and so may the user's own, from which it is taken out.
 *
 *     wordFailure({ code: 'minimum', limit: 1024, … }, '80')     // 'must be at least 1024'
 *     wordFailure({ code: 'custom', message: 'Port 80 is taken', … }, '80')    // 'is not valid: Port [value] is taken'
 */
export function wordFailure(failure: Failure, text = ''): string {
  const own = wordings[failure.code]
  if (own !== undefined && (failure.limit !== undefined || failure.code === 'missing'))
    return own(limitText(failure.limit))
  return `is not valid: ${withoutValues(failure.message, [text])}`
}

function limitText(limit: unknown): string {
  return typeof limit === 'object' && limit !== null && !Array.isArray(limit)
    ? JSON.stringify(limit)
    : String(limit)
}

/**
 * A message without the texts that it must not tell, nor their parts between commas.
 *
 *     withoutValues('80 is taken', ['80'])    // '[value] is taken'
 */
export function withoutValues(message: string, texts: readonly string[]): string {
  const parts = texts.flatMap((text) => [text, ...text.split(',').map((part) => part.trim())])
  return parts
    .filter((part) => part !== '')
    .sort((one, other) => other.length - one.length)
    .reduce((shown, part) => shown.replaceAll(part, '[value]'), message)
}
