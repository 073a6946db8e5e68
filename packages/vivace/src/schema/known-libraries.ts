import { SchemaNotDescribable } from './schema-errors.ts'
import type { Schema } from './schema.ts'
import { type Judgement, zodJudgement } from './zod-judgement.ts'
import { zodStrips, zodTakesParts } from './zod-strips.ts'

/** The side of a schema: what it accepts, or what it makes of it. */
export type Direction = 'input' | 'output'

type LibraryOptions = Readonly<Record<string, unknown>>

/** How a `Date` leaves through JSON.stringify. */
const dateTime = { type: 'string', format: 'date-time' } as const

/** What we know of a library beyond the two standards. */
export interface KnownLibrary {
  /** What its converter to JSON Schema is told (`libraryOptions`). */
  readonly options: (direction: Direction) => LibraryOptions
  /** How one of its schemas that does not describe itself is made to. */
  readonly wrapping?: string
  /** The names that it makes up for definitions whose author gave them none. */
  readonly generatedName?: RegExp
  /** Whether it describes the unknown result of a function as `{}`. */
  readonly losesResults?: boolean
  /** Whether it takes an array for an object. */
  readonly takesArraysForObjects?: boolean
  /** How its schemas are asked, where its own way of judging will not do; `undefined` for one where it will. */
  readonly judgement?: (schema: Schema) => Judgement | undefined
  /** Whether what one of its schemas makes has its declared fields alone, so that nobody need copy them again. */
  readonly strips?: (schema: Schema) => boolean
  /** Whether one of its schemas is of arrays whose parts can be judged alone. */
  readonly takesParts?: (schema: Schema) => boolean
}

/**
 * The one place that knows libraries by name; a library that is not here is treated by the standards alone.
 *
 *     knownLibrary('zod').options('output')
 *
 * A `Date` is described as the text that it leaves as; as an input it is refused, because JSON is not
 * coerced. What else has no JSON Schema is refused with a remedy, and never described as anything at all.
 */
export function knownLibrary(vendor: string): KnownLibrary {
  return libraries.get(vendor) ?? { options: () => ({}) }
}

const libraries: ReadonlyMap<string, KnownLibrary> = new Map<string, KnownLibrary>([
  [
    'zod',
    {
      options: zodOptions,
      judgement: zodJudgement,
      strips: zodStrips,
      takesParts: zodTakesParts,
      wrapping:
        "take it from 'zod' (version 4) instead of 'zod/mini' or zod 3, or give z.toJSONSchema(schema)",
    },
  ],
  [
    'valibot',
    {
      options: valibotOptions,
      wrapping: "wrap it: toStandardJsonSchema(schema) of '@valibot/to-json-schema'",
      generatedName: /^\d+$/,
      takesArraysForObjects: true,
    },
  ],
  [
    'arktype',
    {
      options: arktypeOptions,
      losesResults: true,
      takesArraysForObjects: true,
      // With a counter of the whole program: the document would change with whatever else is loaded.
      generatedName: /^[a-z][A-Za-z]*\d+$/,
    },
  ],
])

interface ZodFinding {
  readonly zodSchema: { readonly _zod: { readonly def: { readonly type: string } } }
  readonly path: readonly (string | number)[]
  readonly message: string
}

const zodRemedies: Readonly<Record<string, string>> = {
  bigint: 'send it as text, for example z.string().regex(/^-?\\d+$/), or through a codec',
  custom: 'describe what is sent with a schema of JSON types, and refine that',
  map: 'use z.record(), or a codec',
  set: 'use z.array(), or a codec',
  transform: 'add .pipe() with the schema of what the transform makes',
  undefined: 'use .optional()',
  void: 'leave the schema out',
}

// zod 4.5 and later (4.6.7 is what the tests run) ask a function what to do with a type without JSON Schema.
function zodOptions(direction: Direction): LibraryOptions {
  return {
    unrepresentable: ({ zodSchema, path, message }: ZodFinding) => {
      const { type } = zodSchema._zod.def
      if (type === 'date' && direction === 'output') return dateTime
      const remedy =
        type === 'date'
          ? 'use z.iso.datetime(), or a codec from it to z.date() for a Date in the handler'
          : zodRemedies[type]
      throw new SchemaNotDescribable(`${message}${at(path)}`, remedy)
    },
  }
}

interface ValibotFinding {
  readonly valibotSchema: { readonly type: string }
  readonly jsonSchema: LibraryOptions
  readonly errors: readonly string[] | undefined
}

interface ValibotAction {
  readonly valibotAction: { readonly kind: string; readonly type: string; readonly requirement?: unknown }
  readonly jsonSchema: LibraryOptions
  readonly errors: readonly string[] | undefined
}

function valibotOptions(direction: Direction): LibraryOptions {
  return {
    overrideSchema: ({ valibotSchema, jsonSchema }: ValibotFinding) => {
      // The converter says nothing of the fields that a loose object keeps.
      if (valibotSchema.type === 'loose_object') return { ...jsonSchema, additionalProperties: {} }
      if (valibotSchema.type !== 'date') return undefined
      if (direction === 'output') return dateTime
      throw new SchemaNotDescribable(
        'the "date" schema cannot be represented in JSON Schema',
        'use v.pipe(v.string(), v.isoTimestamp()), followed by v.toDate() for a Date in the handler',
      )
    },
    overrideAction: ({ valibotAction, jsonSchema, errors }: ValibotAction) =>
      errors !== undefined && keepsType(valibotAction) ? withoutFlags(valibotAction, jsonSchema) : undefined,
  }
}

const valibotKeepingType =
  /^(?:brand|flavor|readonly|normalize|trim|trim_start|trim_end|to_\w+_case|to_(?:max|min)_value|filter_items|sort_items)$/

// A check that has no keyword leaves the description as true as it was, like zod's refine; so does a
// transformation of a text to a text.
function keepsType({ kind, type }: ValibotAction['valibotAction']): boolean {
  return kind === 'validation' || kind === 'metadata' || valibotKeepingType.test(type)
}

// The converter writes the pattern although it cannot write the flags; without them it is another pattern.
function withoutFlags(
  { requirement }: ValibotAction['valibotAction'],
  jsonSchema: LibraryOptions,
): LibraryOptions {
  if (!(requirement instanceof RegExp) || !/[imsy]/.test(requirement.flags)) return jsonSchema
  const { pattern, ...others } = jsonSchema
  return pattern === requirement.source ? others : jsonSchema
}

interface ArktypeFinding {
  readonly base: LibraryOptions
  readonly proto?: { readonly name: string }
  readonly domain?: string
  readonly unit?: unknown
}

// Left to itself arktype describes these as {}: as anything at all.
function arktypeOptions(direction: Direction): LibraryOptions {
  const refuse = ({ proto, domain, unit }: ArktypeFinding): never => {
    const what = proto?.name ?? domain ?? String(unit)
    throw new SchemaNotDescribable(
      `${what} cannot be represented in JSON Schema`,
      what === 'undefined' ? "make the field optional: { 'name?': … }" : undefined,
    )
  }
  return {
    fallback: {
      date: () => {
        if (direction === 'output') return dateTime
        throw new SchemaNotDescribable(
          'Date cannot be represented in JSON Schema',
          "use 'string.date.iso', or 'string.date.iso.parse' for a Date in the handler",
        )
      },
      proto: refuse,
      domain: refuse,
      unit: refuse,
    },
  }
}

function at(path: readonly (string | number)[]): string {
  return path.length === 0 ? '' : ` (at /${path.join('/')})`
}
