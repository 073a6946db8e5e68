import type { OpenApiParameter } from '../../../src/openapi/document.ts'
import type { JsonSchema } from '../../../src/schema/index.ts'
import type { DocumentJudge } from './document-judge.ts'
import { acceptsText, isSendable } from './parameter-texts.ts'

/** Something that can be made wrong about a parameter. */
export interface TextFault {
  readonly what: string
  readonly parameter: OpenApiParameter
  /** The place that is wrong: the parameter, or one of its items. */
  readonly path: readonly (string | number)[]
  /** What is sent instead; `undefined` for nothing. */
  readonly texts: readonly string[] | undefined
}

// Not one of them is a number, a boolean, or a value that an enumeration is likely to have.
/** Texts that are hardly ever what is meant. */
export const oddities: readonly string[] = [
  ...[
    '',
    ' ',
    'x',
    'maybe',
    'null',
    'undefined',
    'NaN',
    'Infinity',
    '-Infinity',
    '1_000',
    '0x10',
    '0b1',
    '1n',
  ],
  ...[
    '5.5',
    '1.',
    '.5e',
    '1e400',
    '-1',
    '1,5',
    '१२',
    '⁵',
    '1 2',
    ' 1',
    'tru',
    '2',
    '[]',
    '{}',
    '"5"',
    '%00',
    'é',
  ],
  ...['9007199254740993', '-0.1', '+', '1e', '١', 'true,false', '__proto__', 'constructor'],
]

/** Everything that can be made wrong about the parameters of operations. */
export class TextFaults {
  readonly #judge: DocumentJudge
  readonly #refused = new Map<OpenApiParameter, Map<JsonSchema, readonly string[]>>()

  constructor(judge: DocumentJudge) {
    this.#judge = judge
  }

  /** What can be made wrong about a parameter that was sent as some texts. */
  of(parameter: OpenApiParameter, sent: readonly string[] | undefined): TextFault[] {
    const { in: place, name, required } = parameter
    const schema = this.#judge.resolve(parameter.schema)
    const whole = { parameter, path: [name] }
    const faults: TextFault[] = []
    if (required === true && place !== 'path') faults.push({ ...whole, what: 'missing', texts: undefined })
    if (schema.type === 'array')
      return sent === undefined ? faults : [...faults, ...this.#ofItems(parameter, schema, sent)]
    // Of several cookies with one name the first counts; two header lines are one text (RFC 9110, section 5.3).
    if (place === 'query' && sent?.[0] !== undefined) {
      faults.push({ ...whole, what: 'repeated', texts: [sent[0], sent[0]] })
      faults.push({ ...whole, what: 'repeated', texts: [sent[0], 'x', ''] })
    }
    for (const text of this.#wrong(parameter, schema))
      faults.push({ ...whole, what: `not of the schema: ${JSON.stringify(text)}`, texts: [text] })
    return faults
  }

  #ofItems(parameter: OpenApiParameter, schema: JsonSchema, sent: readonly string[]): TextFault[] {
    const { minItems = 0, maxItems, prefixItems = [], items } = schema
    const whole = { parameter, path: [parameter.name] }
    const faults: TextFault[] = []
    if (minItems > 1) faults.push({ ...whole, what: 'too few', texts: sent.slice(0, minItems - 1) })
    // Of a tuple the items would be of the wrong types as well.
    if (maxItems !== undefined && prefixItems.length === 0) {
      const texts = Array.from({ length: maxItems + 1 }, (_, at) => sent[at % sent.length] ?? '')
      faults.push({ ...whole, what: 'too many', texts })
    }
    for (const at of sent.keys()) {
      const item = this.#judge.resolve(prefixItems[at] ?? (typeof items === 'object' ? items : {}))
      for (const text of this.#wrong(parameter, item)) {
        if (parameter.in === 'header' && text.includes(',')) continue
        const texts = sent.map((one, index) => (index === at ? text : one))
        faults.push({
          what: `item ${at}: ${JSON.stringify(text)}`,
          parameter,
          path: [parameter.name, at],
          texts,
        })
      }
    }
    return faults
  }

  // The same for every request: asked once.
  #wrong(parameter: OpenApiParameter, schema: JsonSchema): readonly string[] {
    const bySchema = this.#refused.get(parameter) ?? new Map<JsonSchema, readonly string[]>()
    this.#refused.set(parameter, bySchema)
    let found = bySchema.get(schema)
    if (found === undefined) {
      const { in: place, name } = parameter
      found = [...oddities, ...beyondLimits(schema)].filter(
        (text) => isSendable(text, place, name) && !acceptsText(this.#judge, schema, text),
      )
      bySchema.set(schema, found)
    }
    return found
  }
}

function beyondLimits(schema: JsonSchema): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength } = schema
  const bounds = [
    ...(minimum === undefined ? [] : [minimum - 1, minimum - 1e6]),
    ...(maximum === undefined ? [] : [maximum + 1, maximum + 1e6]),
    ...(exclusiveMinimum === undefined ? [] : [exclusiveMinimum]),
    ...(exclusiveMaximum === undefined ? [] : [exclusiveMaximum]),
  ]
  const lengths = [
    ...(minLength === undefined || minLength === 0 ? [] : ['a'.repeat(minLength - 1)]),
    ...(maxLength === undefined ? [] : ['a'.repeat(maxLength + 1), 'b'.repeat(Math.min(maxLength * 3, 250))]),
  ]
  return [...bounds.map(String), ...lengths]
}
