import type { JsonSchema } from '../../../src/schema/index.ts'
import type { DocumentJudge } from './document-judge.ts'

/** Something that is wrong with a JSON value. */
export interface BodyFault {
  readonly what: string
  /** The place that is wrong. */
  readonly path: JsonPath
  /**
   * How many steps of the path lead to a place that may be blamed as well: inside a union it is a matter of
   * judgement which branch was meant, and the union as a whole may be what is wrong.
   */
  readonly certain: number
  /** What stands there instead; `undefined` for nothing. */
  readonly replacement: unknown
}

export type JsonPath = readonly (string | number)[]

// The same for every type: what a careless coercion would take for a value of another.
const impostors: readonly unknown[] = [
  ...[null, true, false, 0, 1, 1.5, -1, 1e21, '', '0', '1', 'true', 'null', 'x', ' 5 ', '2026-11-21'],
  ...[[], [null], [1], ['x'], [[]], {}, { x: 1 }, { length: 1 }],
]

/** Makes values of a schema wrong in one place. */
export class BodyFaults {
  readonly #judge: DocumentJudge

  constructor(judge: DocumentJudge) {
    this.#judge = judge
  }

  /** One of all the things that can be made wrong about a value; `undefined` if nothing can. */
  pick(schema: JsonSchema, value: unknown, choice: number): BodyFault | undefined {
    const spots = this.#inside({ schema: this.#judge.resolve(schema), value, path: [], certain: undefined })
    for (let at = 0; at < spots.length; at++) {
      const spot = spots[(choice + at) % spots.length]
      if (spot === undefined) continue
      const found = this.#pickAt(spot, Math.floor(choice / spots.length), (fault) =>
        this.#judge.accepts(schema, replaceAt(value, fault.path, fault.replacement)),
      )
      if (found !== undefined) return found
    }
    return undefined
  }

  #pickAt(spot: Spot, choice: number, isAccepted: (fault: BodyFault) => boolean): BodyFault | undefined {
    const all = 'missing' in spot ? [{ what: 'missing', replacement: undefined }] : candidates(spot)
    for (let at = 0; at < all.length; at++) {
      const candidate = all[(choice + at) % all.length]
      if (candidate === undefined) continue
      const key = candidate.key === undefined ? [] : [candidate.key]
      const path = [...spot.path, ...key]
      const fault = { ...candidate, path, certain: spot.certain ?? path.length }
      if (!isAccepted(fault)) return fault
    }
    return undefined
  }

  /** Every place of a value that a schema says something of. */
  #inside(at: Spot): Spot[] {
    const { schema, value } = at
    const branches = schema.anyOf ?? schema.oneOf
    if (branches !== undefined) return [at, ...this.#insideUnion(at, branches)]
    if (Array.isArray(value)) return [at, ...this.#insideArray(at, value)]
    return isRecord(value) ? [at, ...this.#insideObject(at, value)] : [at]
  }

  #insideUnion(at: Spot, branches: readonly JsonSchema[]): Spot[] {
    const meant = branches.find((branch) => this.#judge.accepts(branch, at.value))
    if (meant === undefined) return []
    const certain = at.certain ?? at.path.length
    return this.#inside({ ...at, schema: this.#judge.resolve(meant), certain })
  }

  #insideArray(at: Spot, items: readonly unknown[]): Spot[] {
    const { prefixItems = [], items: rest } = at.schema
    return items.flatMap((value, index) => {
      const schema = prefixItems[index] ?? (typeof rest === 'object' ? rest : {})
      return this.#inside({ ...at, schema: this.#judge.resolve(schema), value, path: [...at.path, index] })
    })
  }

  #insideObject(at: Spot, value: Readonly<Record<string, unknown>>): Spot[] {
    const { properties = {}, required = [], additionalProperties: others } = at.schema
    const missing = required.map((name) => ({ ...at, path: [...at.path, name], missing: true }))
    const fields = Object.entries(value).flatMap(([name, field]) => {
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined
      const schema = own ?? (typeof others === 'object' ? others : undefined)
      if (schema === undefined) return []
      return this.#inside({
        ...at,
        schema: this.#judge.resolve(schema),
        value: field,
        path: [...at.path, name],
      })
    })
    return [...missing, ...fields]
  }
}

/** A value within a value, and the schema of it. */
interface Spot {
  readonly schema: JsonSchema
  readonly value: unknown
  readonly path: JsonPath
  /** The length of the path to the outermost union around it. */
  readonly certain: number | undefined
  /** Whether it is a field that is to be left out. */
  readonly missing?: boolean
}

interface Candidate {
  readonly what: string
  readonly replacement: unknown
  /** The member that it is put into, and not in the place of the whole. */
  readonly key?: string
}

const ofSchemas = new WeakMap<JsonSchema, readonly Candidate[]>()

// Not all of them are wrong: it is tried.
function candidates(spot: Spot): readonly Candidate[] {
  const { schema } = spot
  let found = ofSchemas.get(schema)
  if (found === undefined) ofSchemas.set(schema, (found = ofSchema(schema)))
  return [...found, ...ofValue(spot)]
}

function ofSchema(schema: JsonSchema): Candidate[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, minLength, maxLength } = schema
  const found: Candidate[] = impostors.map((replacement) => ({ what: 'type or value', replacement }))
  const add = (what: string, ...replacements: readonly unknown[]): void =>
    void found.push(...replacements.map((replacement) => ({ what, replacement })))
  if (minimum !== undefined) add('too small', minimum - 1, minimum - 1e6)
  if (exclusiveMinimum !== undefined) add('too small', exclusiveMinimum, exclusiveMinimum - 1)
  if (maximum !== undefined) add('too big', maximum + 1, maximum + 1e6)
  if (exclusiveMaximum !== undefined) add('too big', exclusiveMaximum, exclusiveMaximum + 1)
  if (minLength !== undefined && minLength > 0) add('too short', 'a'.repeat(minLength - 1))
  if (maxLength !== undefined) add('too long', 'a'.repeat(maxLength + 1), 'é'.repeat(maxLength * 2 + 1))
  return found
}

function ofValue({ schema, value }: Spot): Candidate[] {
  const { multipleOf, minItems = 0, maxItems, pattern, format } = schema
  const found: Candidate[] = []
  const add = (what: string, ...replacements: readonly unknown[]): void =>
    void found.push(...replacements.map((replacement) => ({ what, replacement })))
  if (multipleOf !== undefined) add('no multiple', Number(value) + multipleOf / 2, Number(value) + 1)
  // Libraries and validators differ in what they take for a format; none takes the impostors.
  if (pattern !== undefined && format === undefined)
    add('not of the pattern', `${String(value)}\n`, ` ${String(value)}`, '\u0000', 'é', '%')
  if (isRecord(value)) return [...found, ...ofRecord(schema, value)]
  if (!Array.isArray(value)) return found
  if (minItems > 0) add('too few', value.slice(0, minItems - 1))
  if (maxItems !== undefined && value.length > 0)
    add(
      'too many',
      Array.from({ length: maxItems + 1 }, (_, at): unknown => value[at % value.length]),
    )
  return found
}

function ofRecord(schema: JsonSchema, value: Readonly<Record<string, unknown>>): Candidate[] {
  const { additionalProperties: others, propertyNames } = schema
  const replacement = Object.values(value)[0] ?? 1
  return [
    ...(others === false ? [{ what: 'unknown field', key: 'unknown', replacement }] : []),
    ...(propertyNames === undefined ? [] : [{ what: 'name', key: '!!', replacement }]),
  ]
}

/** A copy of a value in which something else stands at a path; `undefined` takes a field away. */
export function replaceAt(value: unknown, path: JsonPath, replacement: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return replacement
  if (Array.isArray(value))
    return value.map((item, at): unknown => (at === key ? replaceAt(item, rest, replacement) : item))
  if (!isRecord(value)) return value
  const { [key]: inside, ...others } = value
  const replaced = replaceAt(inside, rest, replacement)
  return replaced === undefined ? others : { ...others, [key]: replaced }
}

function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
