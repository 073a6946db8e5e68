import type { Issue, Schema, Verdict } from './schema.ts'

/** What `schemaFrom` makes a schema of. */
export interface SchemaParts<Value> {
  /** A JSON Schema of draft 2020-12. */
  readonly jsonSchema: object
  /** Judges a value; it may fill in the schema's defaults. */
  readonly validate: (value: unknown) => Verdict<Value> | Promise<Verdict<Value>>
}

/**
 * A schema of a library whose types are JSON Schemas themselves, and which implements no standard.
 *
 *     import { schemaFrom, issuesFrom, type Schema } from 'vivace'
 *     import { Type, type Static, type TSchema } from 'typebox'
 *     import { Compile } from 'typebox/compile'
 *
 *     function typebox<T extends TSchema>(type: T): Schema<Static<T>> {
 *       const checker = Compile(type)
 *       return schemaFrom<Static<T>>({
 *         jsonSchema: type,
 *         validate: (value) => (checker.Check(value) ? { value } : { issues: issuesFrom(checker.Errors(value)) }),
 *       })
 *     }
 *     const Item = typebox(Type.Object({ id: Type.Integer({ minimum: 1 }) }))
 *
 * Defaults are applied if `validate` applies them: for TypeBox, `Value.Default(type, Value.Clone(value))`
 * before the check.
 */
export function schemaFrom<Value>({ jsonSchema, validate }: SchemaParts<Value>): Schema<Value> {
  const describe = ({ target }: { readonly target: string }): Record<string, unknown> => {
    if (target !== 'draft-2020-12') throw new Error(`the target ${target} is not supported, draft-2020-12 is`)
    return { ...jsonSchema }
  }
  return {
    '~standard': {
      version: 1,
      vendor: 'vivace',
      validate,
      jsonSchema: { input: describe, output: describe },
    },
  }
}

/** An error of a JSON Schema validator: the shape that Ajv and TypeBox share. */
export interface JsonSchemaError {
  readonly keyword: string
  /** A JSON pointer (RFC 6901) to the value. */
  readonly instancePath: string
  readonly params: object
  readonly message?: string | undefined
}

/**
 * The issues that the errors of a JSON Schema validator mean: one for each value, missing and unknown
 * fields named one by one.
 *
 *     issuesFrom(checker.Errors(value))   // [{ path: ['id'], message: 'must be >= 1', keyword: 'minimum', limit: 1, … }]
 */
export function issuesFrom(errors: Iterable<JsonSchemaError>): Issue[] {
  const issues: Issue[] = []
  for (const { keyword, instancePath, params, message = 'Invalid value' } of errors) {
    const path = pathOf(instancePath)
    const fields = fieldsOf(keyword, { ...params })
    const paths = fields.length > 0 ? fields.map((field) => [...path, field]) : [path]
    issues.push(...paths.map((at) => ({ ...params, keyword, message, path: at })))
  }
  return issues
}

function pathOf(pointer: string): string[] {
  const tokens = pointer.split('/').slice(1)
  return tokens.map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

// Ajv names one field in each error, TypeBox lists them.
function fieldsOf(keyword: string, params: Readonly<Record<string, unknown>>): readonly string[] {
  const named =
    keyword === 'required'
      ? [params['missingProperty'], params['requiredProperties']]
      : keyword === 'additionalProperties'
        ? [params['additionalProperty'], params['additionalProperties']]
        : []
  return named.flat().filter((name) => typeof name === 'string')
}
