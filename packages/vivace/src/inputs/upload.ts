import type { Failure } from '../errors/index.ts'
import { type ByteSize, parseByteSize } from '../http/byte-size.ts'
import { defineInput } from './define-input.ts'
import type { Schema } from '../schema/schema.ts'
import type { SentInput } from './input.ts'
import { type BoundSource, type FormUse, INVALID, type Reading, type SourceUse } from './source.ts'
import type { UploadedFile } from './uploaded-file.ts'

/** What can be asked of an uploaded file. */
export interface UploadOptions {
  /** The name of the form's field, where it differs from the name in the record. */
  readonly name?: string
  readonly description?: string
  /** Lets forms without the file pass. */
  readonly optional?: boolean
  /** The most bytes that the file may have; what is more is answered 413, before the rest of it is read. */
  readonly maxSize?: ByteSize
  /** The media types that are taken, such as `image/png` or `image/*`. It is the client who tells the type. */
  readonly types?: readonly string[]
}

/** What can be asked of uploaded files. */
export interface UploadsOptions extends UploadOptions {
  readonly minFiles?: number
  readonly maxFiles?: number
}

/**
 * A file of the form. Up to 1 MiB it is kept in memory, and in a temporary file if it is larger; it is removed
 * when the request is over. A file field in which nobody has chosen a file is missing.
 *
 *     app.post('/photos', { inputs: { photo: upload({ maxSize: '5mb', types: ['image/*'] }) } }, async ({ photo }) => {
 *       await photo.save(`photos/${randomUUID()}`)
 *     })
 *
 * Answers 413 above the limits, 415 if the form is not multipart, 422 if the file is missing or of another type.
 */
export function upload<const Options extends UploadOptions = object>(
  options?: Options,
): SentInput<
  Options extends { readonly optional: true } ? UploadedFile | undefined : UploadedFile,
  Schema<Options extends { readonly optional: true } ? Blob | undefined : Blob>
> {
  const wanted: UploadOptions = options ?? {}
  return defineInput({ lifetime: 'request', source: { phase: 'form', bind: (use) => bindOne(wanted, use) } })
}

/**
 * All files of one name, in the order in which they were sent; at least one, unless `optional`.
 *
 *     app.post('/albums', { inputs: { photos: uploads({ maxFiles: 3 }) } }, ({ photos }) => photos.length)
 */
export function uploads<const Options extends UploadsOptions = object>(
  options?: Options,
): SentInput<
  readonly UploadedFile[],
  Schema<Options extends { readonly optional: true } ? readonly Blob[] | undefined : readonly Blob[]>
> {
  const wanted: UploadsOptions = options ?? {}
  return defineInput({
    lifetime: 'request',
    source: { phase: 'form', bind: (use) => bindAll(wanted, use) },
  })
}

/** A file as OpenAPI 3.1 describes it; `format: binary` was the way of 3.0. */
const fileSchema = { type: 'string', contentMediaType: 'application/octet-stream' } as const

function bindOne(options: UploadOptions, use: SourceUse): BoundSource {
  const { name, describe, judge } = bindFiles(options, use)
  return {
    read(reading) {
      const files = reading.form.files.get(name) ?? []
      const valid = judge(reading, files)
      if (files.length > 1) reading.failures.push(failure([name], 'repeated', 'Sent more than once'))
      return valid && files.length < 2 ? files[0] : INVALID
    },
    form: describe(fileSchema),
    sending: { in: 'file', name },
    canFail: true,
  }
}

function bindAll(options: UploadsOptions, use: SourceUse): BoundSource {
  const { name, describe, judge } = bindFiles(options, use)
  const { minFiles, maxFiles } = options
  return {
    read(reading) {
      const files = reading.form.files.get(name) ?? []
      const before = reading.failures.length
      judge(reading, files)
      if (files.length > 0 && files.length < (minFiles ?? 0))
        reading.failures.push(failure([name], 'minItems', `Expected at least ${minFiles} files`))
      if (files.length > (maxFiles ?? Infinity))
        reading.failures.push(failure([name], 'maxItems', `Expected at most ${maxFiles} files`))
      return reading.failures.length > before ? INVALID : files
    },
    form: describe({
      type: 'array',
      items: fileSchema,
      ...(minFiles === undefined ? {} : { minItems: minFiles }),
      ...(maxFiles === undefined ? {} : { maxItems: maxFiles }),
      // Without it Swagger UI fills an untouched field in, with text.
      ...(options.optional === true ? { default: [] } : {}),
    }),
    sending: { in: 'file', name },
    canFail: true,
  }
}

interface BoundFiles {
  readonly name: string
  readonly describe: (schema: Readonly<Record<string, unknown>>) => FormUse
  /** Whether they are there and of a type that is taken. */
  readonly judge: (reading: Reading, files: readonly UploadedFile[]) => boolean
}

function bindFiles(options: UploadOptions, use: SourceUse): BoundFiles {
  const { name = use.name, optional = false, types, description } = options
  const where = `${use.where}, input '${use.name}'`
  const maxSize = options.maxSize === undefined ? undefined : parseByteSize(options.maxSize, where)
  return {
    name,
    describe: (schema) => ({
      fields: [{ name, reads: 'file', ...(maxSize === undefined ? {} : { maxSize }) }],
      body: [
        {
          mediaType: 'multipart/form-data',
          member: name,
          required: !optional,
          schema,
          ...(types === undefined ? {} : { partType: types.join(', ') }),
          ...(description === undefined ? {} : { description }),
        },
      ],
    }),
    judge(reading, files) {
      const before = reading.failures.length
      if (reading.form.texts.get(name)?.some((text) => text !== '') === true)
        reading.failures.push(failure([name], 'type', 'Expected a file, but text was sent'))
      else if (files.length === 0 && !optional)
        reading.failures.push(failure([name], 'missing', 'Field required'))
      for (const [index, { type }] of files.entries()) {
        if (types !== undefined && !types.some((taken) => isTaken(type, taken)))
          reading.failures.push(
            failure(files.length > 1 ? [name, index] : [name], 'mediaType', `Expected ${types.join(' or ')}`),
          )
      }
      return reading.failures.length === before
    },
  }
}

function isTaken(type: string, taken: string): boolean {
  return taken === '*/*' || type === taken || (taken.endsWith('/*') && type.startsWith(taken.slice(0, -1)))
}

function failure(path: readonly (string | number)[], code: string, message: string): Failure {
  return { in: 'form', path, code, message }
}
