import { parseByteSize } from '../http/byte-size.ts'
import type { FormField, FormLimits } from '../inputs/index.ts'
import type { PlanBuilder } from './plan-builder.ts'
import type { Route } from './route.ts'

/** What a route reads of a form: its fields, and how much. */
export interface FormShape {
  readonly fields: ReadonlyMap<string, FormField>
  /** Whether only a multipart form can have what the route reads. */
  readonly hasFiles: boolean
  readonly limits: CompiledLimits
}

/** Limits of forms, sizes in bytes. */
export interface CompiledLimits {
  readonly fields: number
  readonly files: number
  /** Of the whole body; the exchange's if undefined. */
  readonly size: number | undefined
  readonly fieldSize: number
  readonly nameLength: number
  readonly headerSize: number
  readonly memory: number
}

type Options = Route['~vivace']['options']

/** Compiles what all inputs of a route read of its form; asked once all of them are bound. */
export function formShape({ formFields }: PlanBuilder, { form = {} }: Options): FormShape {
  const fields = new Map<string, FormField>()
  // A file wins: its field gets text only by mistake, and its input says so.
  for (const field of formFields) if (fields.get(field.name)?.reads !== 'file') fields.set(field.name, field)
  const files = [...fields.values()].filter(({ reads }) => reads === 'file').length
  return {
    fields,
    hasFiles: files > 0,
    limits: compileLimits(form, { texts: fields.size - files, files }),
  }
}

function compileLimits(
  limits: FormLimits,
  named: { readonly texts: number; readonly files: number },
): CompiledLimits {
  const { size, fieldSize = '1mb', headerSize = '8kb', memory = '1mb' } = limits
  return {
    fields: limits.fields ?? Math.max(20, named.texts),
    files: limits.files ?? Math.max(5, named.files),
    size: size === undefined ? undefined : parseByteSize(size, 'form: { size }'),
    fieldSize: parseByteSize(fieldSize, 'form: { fieldSize }'),
    nameLength: limits.nameLength ?? 256,
    headerSize: parseByteSize(headerSize, 'form: { headerSize }'),
    memory: parseByteSize(memory, 'form: { memory }'),
  }
}
