import type { Schema } from 'vivace'
import type { ObjectFormat } from './answer-format.ts'

/** A value that the schema has accepted, or what is wrong, in words for the model. */
export type ReadObject<Value> = { readonly value: Value } | { readonly wrong: string }

/**
 * The value in an answer. Models that are not held to JSON put it between three backticks, or say a word before it.
 *
 *     await readObject('Here it is: {"days":3}', { schema: Plan, format })    // { value: { days: 3 } }
 */
export async function readObject<Value>(
  text: string,
  { schema, format }: { readonly schema: Schema<unknown, Value>; readonly format: ObjectFormat },
): Promise<ReadObject<Value>> {
  const found = jsonIn(text)
  if (found === undefined) return { wrong: 'It is not JSON.' }
  const verdict = await schema['~standard'].validate(unwrapped(found.json, format))
  if (verdict.issues === undefined) return { value: verdict.value }
  const issues = verdict.issues.slice(0, 10).map(({ path = [], message }) => `- ${placeOf(path)}: ${message}`)
  return { wrong: `It breaks the schema:\n${issues.join('\n')}` }
}

function jsonIn(text: string): { readonly json: unknown } | undefined {
  const begin = text.search(/[[{]/)
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  return parsed(text) ?? (begin < 0 || end < begin ? undefined : parsed(text.slice(begin, end + 1)))
}

function parsed(text: string): { readonly json: unknown } | undefined {
  try {
    const json: unknown = JSON.parse(text)
    return { json }
  } catch {
    return undefined
  }
}

// A model that was told of the schema may leave out the object that we have put around it.
function unwrapped(json: unknown, { wrappedAs }: ObjectFormat): unknown {
  if (wrappedAs === undefined || typeof json !== 'object' || json === null) return json
  const member = Object.getOwnPropertyDescriptor(json, wrappedAs)
  return member === undefined ? json : member.value
}

function placeOf(path: readonly (PropertyKey | { readonly key: PropertyKey })[]): string {
  const parts = path.map((part) => String(typeof part === 'object' ? part.key : part))
  return parts.length === 0 ? 'the value' : parts.join('.')
}
