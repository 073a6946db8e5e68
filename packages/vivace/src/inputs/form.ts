import type { OutputOf, Schema } from '../schema/index.ts'
import { defineInput } from './define-input.ts'
import { formDecoder } from './form-decoder.ts'
import type { SentInput } from './input.ts'
import type { InputOptions } from './input-options.ts'
import { modelSource } from './model-source.ts'
import type { BodyDescription, FormUse } from './source.ts'
import { type TextField, textSource, type TextSourceKind } from './text-source.ts'

const list: TextSourceKind = {
  place: 'form',
  wireName: (name) => name,
  texts:
    ({ wireName }) =>
    (reading) =>
      reading.form.texts.get(wireName),
  decoder: formDecoder,
  describe: (fields) => ({ form: describeForm(fields) }),
}

// A form always sends its text fields: one that nobody has filled in is empty, and is taken for missing.
const kind: TextSourceKind = {
  ...list,
  texts:
    ({ wireName }) =>
    (reading) => {
      const texts = reading.form.texts.get(wireName)
      return texts?.length === 1 && texts[0] === '' ? undefined : texts
    },
  list,
}

/** Reads inputs from the form; see `form`. */
export interface FormInputs {
  <Accepted extends Schema>(schema: Accepted, options?: InputOptions): SentInput<OutputOf<Accepted>, Accepted>
  /**
   * All text fields of the form as one model.
   *
   *     inputs: { login: form.model(z.object({ username: z.string(), password: z.string() })) }
   */
  model<Accepted extends Schema>(schema: Accepted): SentInput<OutputOf<Accepted>, Accepted>
}

function one<Accepted extends Schema>(
  schema: Accepted,
  options: InputOptions = {},
): SentInput<OutputOf<Accepted>, Accepted> {
  return defineInput({ lifetime: 'request', source: textSource(kind, schema, options) })
}

function model<Accepted extends Schema>(schema: Accepted): SentInput<OutputOf<Accepted>, Accepted> {
  const source = modelSource(schema, { ...kind, names: (reading) => reading.form.texts.keys() })
  return defineInput({ lifetime: 'request', source })
}

/**
 * An input read from a field of the form, `application/x-www-form-urlencoded` or `multipart/form-data`. Text is
 * decoded by the schema's JSON type, as in the query; an object, which text cannot carry, is sent as JSON. A
 * field that is empty is missing, an array reads every field of its name.
 *
 *     app.post('/login', { inputs: { name: form(z.string()), remember: form(z.boolean().default(false)) } }, …)
 *     app.post('/photos', { inputs: { about: form(Photo), file: upload() } }, …)
 *
 * Answers 400 for a form that cannot be read, 413 above its limits, 415 for another media type, 422 for what the
 * schema refuses.
 */
export const form: FormInputs = Object.assign(one, { model })

function describeForm(fields: readonly TextField[]): FormUse {
  return {
    fields: fields.map(({ name, isText }) => ({ name, reads: isText ? 'text' : 'json' })),
    body: fields.filter(({ hidden }) => hidden !== true).map(describeMember),
  }
}

function describeMember({ name, schema, isText, deprecated, ...field }: TextField): BodyDescription {
  return {
    mediaType: 'application/x-www-form-urlencoded',
    member: name,
    required: field.required,
    schema: deprecated === undefined ? schema : { ...schema, deprecated },
    ...(isText ? {} : { partType: 'application/json' }),
    ...(field.description === undefined ? {} : { description: field.description }),
    ...(field.examples === undefined ? {} : { examples: field.examples }),
  }
}
