import * as fc from 'fast-check'
import type { JsonSchema } from '../../../src/schema/index.ts'
import type { DocumentJudge } from './document-judge.ts'

/** The places of a request: each can carry other characters. */
export type Place = 'path' | 'query' | 'header' | 'cookie' | 'body'

/** A field that no schema names: where an object says nothing of other fields, it may be sent and must not arrive. */
export const undeclaredField = 'undeclared$'

const letters = 'abcXYZ019 -_.~:;=&?#%+\'"()[]{}<>@|!*$^`'
const visible = fc.constantFrom(...letters.replaceAll(' ', ''))
// Inside the basic plane only: what is beyond is one character for JSON Schema and two for the libraries.
const anywhere = fc.constantFrom(
  ...letters,
  '/',
  ',',
  '\\',
  '\n',
  '\t',
  '\0',
  'é',
  'ñ',
  'İ',
  '中',
  '\u2028',
  '\ufeff',
)

const units: Readonly<Record<Place, fc.Arbitrary<string>>> = {
  body: anywhere,
  query: anywhere,
  cookie: anywhere,
  // A slash, a backslash and a NUL have no spelling in a path; a comma parts the items of a header.
  path: fc.oneof(visible, fc.constantFrom('é', '中', ' ', ',')),
  header: visible,
}

const moment = fc.integer({ min: 0, max: 4e12 }).map((time) => new Date(time).toISOString())

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  email: fc.constantFrom('ada@example.com', 'a.b-c@sub.example.org'),
  uuid: fc.uuid({ version: [4, 7] }),
  date: moment.map((text) => text.slice(0, 10)),
  'date-time': moment,
  uri: fc.constantFrom('https://example.com', 'http://a.example:8080/b?c=d#e'),
}

const samples = fc.oneof(...Object.values(formats))

const known = new Set([
  ...[
    'allOf',
    'type',
    'enum',
    'const',
    'anyOf',
    'oneOf',
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
  ],
  ...[
    'multipleOf',
    'minLength',
    'maxLength',
    'pattern',
    'format',
    'items',
    'prefixItems',
    'minItems',
    'maxItems',
  ],
  ...[
    'properties',
    'required',
    'additionalProperties',
    'propertyNames',
    'default',
    'title',
    'examples',
    'examples',
    'description',
    '$ref',
  ],
])

// A key that reaches a prototype is refused, and has tests of its own.
const anyJson = fc.jsonValue({ maxDepth: 1 }).filter((value) => !JSON.stringify(value).includes('__proto__'))

/** Makes values that a schema of a document accepts, of that schema alone. */
export class DocumentValues {
  readonly #judge: DocumentJudge
  readonly #place: Place

  constructor(judge: DocumentJudge, place: Place) {
    this.#judge = judge
    this.#place = place
  }

  /** Values of a schema; `depth` counts the references that were followed to it. */
  of(schema: JsonSchema, depth = 0): fc.Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.of(this.#judge.resolve(schema), depth + 1)
    const foreign = Object.keys(schema).find((keyword) => !known.has(keyword))
    if (foreign !== undefined) throw new Error(`No values can be made of the keyword '${foreign}' yet.`)
    const { allOf: [first, ...others] = [], ...own } = schema
    if (first !== undefined) {
      const all = [own, ...others]
      return this.of(first, depth).filter((value) => all.every((part) => this.#judge.accepts(part, value)))
    }
    const branches = schema.anyOf ?? schema.oneOf
    if (branches !== undefined) return fc.oneof(...branches.map((branch) => this.of(branch, depth)))
    if (Object.hasOwn(schema, 'const')) return fc.constant(schema.const)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    return this.#ofType(schema, depth)
  }

  #ofType(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
    switch (schema.type) {
      case 'integer':
        return integers(schema)
      case 'number':
        return numbers(schema)
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      case 'string':
        return strings(schema, units[this.#place], this.#place === 'path' ? 1 : 0)
      case 'array':
        return this.#arrays(schema, depth)
      case 'object':
        return this.#objects(schema, depth)
      default:
        return anyJson
    }
  }

  #arrays(
    { items, prefixItems = [], minItems = 0, maxItems }: JsonSchema,
    depth: number,
  ): fc.Arbitrary<unknown> {
    const first = fc.tuple(...prefixItems.map((item) => this.of(item, depth)))
    if (items === false || (items === undefined && prefixItems.length > 0)) return first
    const minLength = Math.max(0, minItems - prefixItems.length)
    const most =
      depth > 2 ? minLength : Math.min((maxItems ?? minItems + 3) - prefixItems.length, minLength + 3)
    if (most <= 0) return first
    const item = typeof items === 'object' ? this.of(items, depth) : anyJson
    const rest = fc.array(item, { minLength, maxLength: most })
    return prefixItems.length === 0 ? rest : fc.tuple(first, rest).map((parts) => parts.flat())
  }

  #objects(schema: JsonSchema, depth: number): fc.Arbitrary<unknown> {
    const { properties = {}, required = [] } = schema
    const fields = Object.entries(properties).filter(([name]) => depth < 3 || required.includes(name))
    const declared = fc.record(
      Object.fromEntries(fields.map(([name, field]) => [name, this.of(field, depth)])),
      {
        requiredKeys: [...required],
      },
    )
    return fc.tuple(declared, this.#others(schema, depth)).map(([own, others]) => ({ ...others, ...own }))
  }

  #others(
    { additionalProperties, propertyNames, properties = {} }: JsonSchema,
    depth: number,
  ): fc.Arbitrary<object> {
    if (additionalProperties === false) return fc.constant({})
    if (additionalProperties === undefined) {
      return this.#place === 'body'
        ? fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, fc.record({ [undeclaredField]: anyJson }))
        : fc.constant({})
    }
    const value = additionalProperties === true ? anyJson : this.of(additionalProperties, depth)
    const name =
      propertyNames === undefined
        ? fc.constantFrom('one', 'two', 'constructor', 'a b', 'é')
        : this.of(propertyNames)
    return fc.dictionary(
      name.map(String).filter((text) => !Object.hasOwn(properties, text)),
      value,
      { maxKeys: 3, noNullPrototype: true },
    )
  }
}

function integers({ multipleOf = 1, ...bounds }: JsonSchema): fc.Arbitrary<number> {
  const {
    minimum = -1e9,
    maximum = 1e9,
    exclusiveMinimum = minimum - 1,
    exclusiveMaximum = maximum + 1,
  } = bounds
  const min = Math.ceil(Math.max(minimum, exclusiveMinimum + 1) / multipleOf)
  const max = Math.floor(Math.min(maximum, exclusiveMaximum - 1) / multipleOf)
  return fc.integer({ min, max }).map((count) => count * multipleOf + 0)
}

function numbers(schema: JsonSchema): fc.Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema
  if (multipleOf !== undefined) return integers(schema)
  const min = exclusiveMinimum ?? minimum
  const max = exclusiveMaximum ?? maximum
  return fc
    .double({
      noNaN: true,
      noDefaultInfinity: true,
      ...(min === undefined ? {} : { min, minExcluded: exclusiveMinimum !== undefined }),
      ...(max === undefined ? {} : { max, maxExcluded: exclusiveMaximum !== undefined }),
    })
    .map((value) => value + 0)
}

function strings(schema: JsonSchema, unit: fc.Arbitrary<string>, least: number): fc.Arbitrary<string> {
  const { minLength = least, maxLength = minLength + 8, pattern, format } = schema
  const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u')
  if (format !== undefined) {
    const made = formats[format]
    if (made === undefined) throw new Error(`No values can be made of the format '${format}' yet.`)
    return expression === undefined ? made : made.filter((text) => expression.test(text))
  }
  if (expression === undefined) return fc.string({ unit, minLength, maxLength })
  // fast-check cannot make texts of these; libraries write their formats so.
  if (/\(\?[=!<]|\\[1-9]/.test(expression.source)) return samples.filter((text) => expression.test(text))
  // `\w` and the like are expanded by fast-check; what a class may hold beyond ASCII is of no interest here.
  return fc
    .stringMatching(expression)
    .filter((text) => text.length >= minLength && text.length <= (schema.maxLength ?? 60))
}
