import { DefinitionError } from '../errors/index.ts'
import { describeSchema } from './describe-schema.ts'
import type { JsonSchema } from './json-schema.ts'
import { SchemaNotDescribable, SchemaNotStandard } from './schema-errors.ts'
import type { Schema } from './schema.ts'

/** Describes the schema of one use of an input or an answer; what cannot be described is a `DefinitionError` there. */
export function describeAt(where: string, schema: Schema, direction: 'input' | 'output'): JsonSchema {
  try {
    return describeSchema(schema, direction)
  } catch (error) {
    if (error instanceof SchemaNotStandard) {
      throw new DefinitionError({
        code: 'SCHEMA_NOT_STANDARD',
        where,
        cause: error.reason,
        remedy: error.remedy,
      })
    }
    if (error instanceof SchemaNotDescribable) {
      throw new DefinitionError({
        code: 'SCHEMA_NOT_DESCRIBABLE',
        where,
        cause: error.reason,
        remedy: error.remedy,
      })
    }
    throw error
  }
}
