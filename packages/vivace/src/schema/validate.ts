import type { StandardSchemaV1 } from '@standard-schema/spec'
import { knownLibrary } from './known-libraries.ts'
import type { Schema, Verdict } from './schema.ts'

/**
 * Judges one value. Throws and rejects if a function of the schema does (zod turns what is thrown into a
 * rejection).
 *
 *     const verdict = validate(schema, value)
 *     const settled = verdict instanceof Promise ? await verdict : verdict
 *     if (settled.issues === undefined) use(settled.value)
 */
export function validate<Output>(
  schema: StandardSchemaV1<unknown, Output>,
  value: unknown,
): Verdict<Output> | Promise<Verdict<Output>> {
  return schema['~standard'].validate(value)
}

/**
 * `validate` for one schema, for those who call it often: the schema's `~standard`, which some libraries
 * make anew each time it is read, is read once, and a library whose own judgement will not do is asked in
 * another way.
 *
 *     const check = compileValidate(schema)
 *     check(value)
 */
export function compileValidate<Output>(
  schema: Schema<unknown, Output>,
): (value: unknown) => Verdict<Output> | Promise<Verdict<Output>> {
  const standard = schema['~standard']
  const judgement = knownLibrary(standard.vendor).judgement?.(schema)
  // Its values are what the schema makes, as those of `validate` are.
  if (judgement !== undefined)
    return judgement as (value: unknown) => Verdict<Output> | Promise<Verdict<Output>>
  return (value) => standard.validate(value)
}
