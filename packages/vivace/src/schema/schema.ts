import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'

/**
 * A schema of any library that validates (Standard Schema) and describes itself (Standard JSON Schema).
 *
 *     const Name: Schema<string> = z.string().min(1)
 */
export type Schema<Input = unknown, Output = Input> = StandardSchemaV1<Input, Output> &
  StandardJSONSchemaV1<Input, Output>

/** What a schema accepts: `InputOf<typeof User>`. */
export type InputOf<Any extends StandardSchemaV1> = StandardSchemaV1.InferInput<Any>

/** What a schema makes of it: `OutputOf<typeof User>`. */
export type OutputOf<Any extends StandardSchemaV1> = StandardSchemaV1.InferOutput<Any>

/** The verdict of a schema on one value. */
export type Verdict<Output = unknown> = StandardSchemaV1.Result<Output>

/** One thing a schema found wrong. */
export type Issue = StandardSchemaV1.Issue
