import type { Json } from './document-reader.ts'

/** Bounds that let less through the higher they are, and those the lower. */
const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties']
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties']

/**
 * What breaks clients in the keywords of one schema, apart from what is inside it.
 *
 *     keywordChanges({ maximum: 10 }, { maximum: 5 }, 'input')    // ['has the maximum 5, which was 10']
 *
 * An input breaks when it takes less, an output when it is of another type.
 */
export function keywordChanges(before: Json, after: Json, direction: 'input' | 'output'): string[] {
  const types = typeChange(before, after, direction)
  if (types !== undefined) return [types]
  if (direction === 'output') return formatChange(before, after)
  return [
    ...enumChange(before, after),
    ...boundChanges(before, after, { keywords: lower, isNarrower: (old, now) => now > old }),
    ...boundChanges(before, after, { keywords: upper, isNarrower: (old, now) => now < old }),
    ...sameUnlessDropped(before, after, ['pattern', 'format', 'multipleOf']),
    ...(after['uniqueItems'] === true && before['uniqueItems'] !== true ? ['demands that items differ'] : []),
  ]
}

function typeChange(before: Json, after: Json, direction: 'input' | 'output'): string | undefined {
  const [old, now] = [before['type'], after['type']]
  if (old === now) return undefined
  const [wide, narrow] = direction === 'input' ? [now, old] : [old, now]
  // What has no type is of any.
  if (wide === undefined || (wide === 'number' && narrow === 'integer')) return undefined
  return `is no longer ${shown(old)}, but ${shown(now)}`
}

const shown = (type: unknown): string => (typeof type === 'string' ? type : 'of any type')

function formatChange(before: Json, after: Json): string[] {
  const [old, now] = [before['format'], after['format']]
  if (typeof old !== 'string' || old === now) return []
  return [`no longer has the format ${old}${typeof now === 'string' ? `, but ${now}` : ''}`]
}

function enumChange(before: Json, after: Json): string[] {
  const [old, now] = [allowed(before), allowed(after)]
  if (now === undefined) return []
  if (old === undefined) return [`takes only ${now.join(', ')} now`]
  const gone = old.filter((value) => !now.includes(value))
  return gone.length === 0 ? [] : [`no longer takes ${gone.join(', ')}`]
}

/** The values that a schema lists, as JSON; `undefined` if it lists none. */
function allowed({ enum: listed, ...others }: Json): readonly string[] | undefined {
  const values: unknown = 'const' in others ? [others['const']] : listed
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : undefined
}

interface Bounds {
  readonly keywords: readonly string[]
  readonly isNarrower: (old: number, now: number) => boolean
}

function boundChanges(before: Json, after: Json, { keywords, isNarrower }: Bounds): string[] {
  return keywords.flatMap((keyword) => {
    const [old, now] = [before[keyword], after[keyword]]
    if (typeof now !== 'number') return []
    if (typeof old !== 'number')
      return isImplied(before, keyword, now) ? [] : [`has the ${keyword} ${now}, which it had not`]
    return isNarrower(old, now) ? [`has the ${keyword} ${now}, which was ${old}`] : []
  })
}

// Lengths and counts are never below zero.
function isImplied(before: Json, keyword: string, now: number): boolean {
  return keyword.startsWith('min') && keyword !== 'minimum' && now === 0 && before[keyword] === undefined
}

function sameUnlessDropped(before: Json, after: Json, keywords: readonly string[]): string[] {
  return keywords.flatMap((keyword) => {
    const [old, now] = [before[keyword], after[keyword]]
    if (now === undefined || old === now) return []
    return [
      `has the ${keyword} ${wordOf(now)}, which ${old === undefined ? 'it had not' : `was ${wordOf(old)}`}`,
    ]
  })
}

const wordOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
