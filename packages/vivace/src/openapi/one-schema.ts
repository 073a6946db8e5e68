import type { SchemaUse } from '../documents/index.ts'
import type { JsonSchema } from '../schema/index.ts'
import type { Writing } from './writing.ts'

/** What several schemas of one value are joined by: it satisfies all of them, or any one. */
export type Join = 'allOf' | 'anyOf'

/** Writes the schemas of one value as one schema, each different one once. */
export function writeOneSchema(
  schemas: readonly JsonSchema[],
  join: Join,
  { writing, use }: { readonly writing: Writing; readonly use: SchemaUse },
): JsonSchema {
  const different: JsonSchema[] = []
  for (const schema of schemas) {
    if (!different.some((other) => writing.schemas.same(other, schema, use.where))) different.push(schema)
  }
  const [first = {}, ...others] = different.map((schema) => writing.schemas.write(schema, use))
  return others.length === 0 ? first : { [join]: [first, ...others] }
}
