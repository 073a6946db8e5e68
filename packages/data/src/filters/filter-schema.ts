import { type Schema, schemaFrom } from 'vivace'
import type { ValueKind } from './value-kind.ts'

/** The schema of what is sent for a column. What it makes is still what was sent: `toColumn` comes after it. */
export function kindSchema({ jsonSchema, fault }: ValueKind): Schema {
  return schemaFrom<unknown>({
    jsonSchema,
    validate(value) {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
        return { issues: [{ message: 'Invalid value' }] }
      const message = fault(value)
      return message === undefined ? { value } : { issues: [{ message }] }
    },
  })
}

/** A schema that takes nothing as well: a filter that is not asked for. */
export function optional(schema: Schema): Schema {
  return {
    '~standard': {
      version: 1,
      vendor: 'vivace',
      validate: (value) => (value === undefined ? { value } : schema['~standard'].validate(value)),
      jsonSchema: schema['~standard'].jsonSchema,
    },
  }
}

/** A list of at least one value and at most so many. */
export function listOf(item: Schema, maxItems: number): Schema {
  const describe = (side: 'input' | 'output') => (options: { readonly target: 'draft-2020-12' }) => {
    const { $schema: _, $defs, ...items } = item['~standard'].jsonSchema[side](options)
    return { type: 'array', items, minItems: 1, maxItems, ...($defs === undefined ? {} : { $defs }) }
  }
  return {
    '~standard': {
      version: 1,
      vendor: 'vivace',
      validate: (values) => validateAll(item, values, maxItems),
      // The framework asks for this target alone.
      jsonSchema: {
        input: describe('input'),
        output: describe('output'),
      } as Schema['~standard']['jsonSchema'],
    },
  }
}

type Verdict = Awaited<ReturnType<Schema['~standard']['validate']>>

async function validateAll(item: Schema, values: unknown, maxItems: number): Promise<Verdict> {
  if (!Array.isArray(values)) return { issues: [{ message: 'Must be a list' }] }
  if (values.length === 0 || values.length > maxItems)
    return { issues: [{ message: `Must have from 1 to ${maxItems} values` }] }
  const verdicts = await Promise.all(values.map(async (value) => item['~standard'].validate(value)))
  const issues = verdicts.flatMap(({ issues: found = [] }, at) =>
    found.map(({ message, path = [] }) => ({ message, path: [at, ...path] })),
  )
  if (issues.length > 0) return { issues }
  return { value: verdicts.map((verdict) => ('value' in verdict ? verdict.value : undefined)) }
}
