import * as fc from 'fast-check'
import type { OpenApiParameter } from '../../../src/openapi/document.ts'
import type { JsonSchema } from '../../../src/schema/index.ts'
import type { DocumentJudge } from './document-judge.ts'
import { DocumentValues } from './document-values.ts'

const booleanTexts = {
  true: ['true', '1', 'on', 'yes', 'TRUE', 'Yes'],
  false: ['false', '0', 'off', 'no', 'FALSE'],
}

/** The texts that a parameter can be sent as: one, or one for each item of an array; `undefined` for none. */
export function textsOf(
  judge: DocumentJudge,
  parameter: OpenApiParameter,
): fc.Arbitrary<readonly string[] | undefined> {
  const { schema, in: place, required, name } = parameter
  const present = new DocumentValues(judge, place)
    .of(schema)
    .filter((value) => (Array.isArray(value) ? value : [value]).every((one) => one !== null))
    .chain((value) => (Array.isArray(value) ? fc.tuple(...value.map(textOf)) : fc.tuple(textOf(value))))
    .filter((texts) => texts.every((text) => isSendable(text, place, name)))
    // An array without items has no text: it is the parameter that is left out, and must not be one that is needed.
    .filter((texts) => texts.length > 0)
  return required === true ? present : fc.option(present, { nil: undefined, freq: 3 })
}

function textOf(value: unknown): fc.Arbitrary<string> {
  if (typeof value === 'boolean') return fc.constantFrom(...booleanTexts[`${value}`])
  if (Number.isInteger(value) && Number(value) >= 0)
    return fc.constantFrom(`${Number(value)}`, `+${Number(value)}`)
  return fc.constant(String(value))
}

const sharing = new Set(['name', 'extension', 'year', 'month'])

/** Whether a text has a spelling in its place, and arrives there as it was sent. */
export function isSendable(text: string, place: OpenApiParameter['in'], name: string): boolean {
  if (place === 'header') return /^$|^[!-~](?:[ -~]*[!-~])?$/.test(text)
  if (place !== 'path') return true
  if (text.length === 0 || text.length > 256 || /[\\\0]/.test(text)) return false
  const segments = isRest(name) ? text.split('/') : [text]
  // Between two parameters of one segment these stand in the template of the app under test.
  if (sharing.has(name) && /[.-]/.test(text)) return false
  return segments.every((segment) => !/^\.{0,2}$/.test(segment) && !segment.includes('/'))
}

/** By convention of the app under test: the document cannot tell that a parameter takes the rest of the path. */
export function isRest(name: string): boolean {
  return name === 'rest'
}

/**
 * Whether a text can be a value of a schema, by the rules that the documents of text sources promise: decimal
 * numbers, the words of booleans, and everything else as it is.
 */
export function acceptsText(judge: DocumentJudge, schema: JsonSchema, text: string): boolean {
  const written = judge.resolve(schema).type
  // An integer is written without a point or an exponent, and is one that has no neighbour for a double.
  if (written === 'integer' && !(/^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)))) return false
  return decodings(text).some((value) => judge.accepts(schema, value))
}

function decodings(text: string): readonly unknown[] {
  const values: unknown[] = [text]
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text) && Number.isFinite(Number(text)))
    values.push(Number(text))
  for (const [name, texts] of Object.entries(booleanTexts)) {
    if (texts.some((one) => one.toLowerCase() === text.toLowerCase())) values.push(name === 'true')
  }
  return values
}
