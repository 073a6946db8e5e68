import * as fc from 'fast-check'
import * as z from 'zod'

/** A schema of what is sent, one that writes the same of what the handler gets, and a value of it. */
export interface Sample {
  readonly accepts: z.ZodType
  readonly returns: z.ZodType
  readonly sent: unknown
}

type Samples = fc.Arbitrary<Sample>

const text = fc.string({ unit: 'binary', maxLength: 12 })
const date = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) })

const same = <Value>(schema: z.ZodType, values: fc.Arbitrary<Value>): Samples =>
  values.map((sent) => ({ accepts: schema, returns: schema, sent }))

const isoDate = z.codec(z.iso.datetime(), z.date(), {
  decode: (written) => new Date(written),
  encode: (value) => value.toISOString(),
})
const wholeNumber = z.codec(z.string().regex(/^-?\d+$/), z.bigint(), {
  decode: (written) => BigInt(written),
  encode: String,
})
const base64 = z.codec(z.base64(), z.instanceof(Uint8Array), {
  decode: (written) => new Uint8Array(Buffer.from(written, 'base64')),
  encode: (bytes) => Buffer.from(bytes).toString('base64'),
})

/** Schemas of one text, with what is sent for them. */
export const scalars: Samples = fc.oneof(
  same(z.string(), text),
  same(z.int(), fc.maxSafeInteger()),
  same(
    z.number(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  ),
  same(z.boolean(), fc.boolean()),
  same(z.enum(['red', 'light green', 'b&w=1;2']), fc.constantFrom('red', 'light green', 'b&w=1;2')),
  date.map((value) => ({ accepts: isoDate, returns: z.date(), sent: value.toISOString() })),
  fc.bigInt().map((value) => ({
    accepts: wholeNumber,
    returns: z.bigint().transform(String).pipe(z.string()),
    sent: String(value),
  })),
)

const leaves: Samples = fc.oneof(
  scalars,
  same(z.null(), fc.constant(null)),
  fc.uint8Array({ maxLength: 9 }).map((bytes) => ({
    accepts: base64,
    returns: z
      .instanceof(Uint8Array)
      .transform((value) => Buffer.from(value).toString('base64'))
      .pipe(z.base64()),
    sent: Buffer.from(bytes).toString('base64'),
  })),
  same(z.unknown(), fc.jsonValue({ maxDepth: 2 }).map(asJson).filter(isHarmless)),
)

// JSON has no -0.
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

// The server refuses these keys in what it gets, whatever the schema.
function isHarmless(value: unknown): boolean {
  return !/__proto__|constructor/.test(JSON.stringify(value))
}

const names = fc.constantFrom('id', 'a b', 'ñ"', 'toString', 'valueOf', '0', 'length', 'then', 'toJSON2')

/** Schemas of everything, within one another. */
export const samples: Samples = fc.letrec<{ any: Sample; object: Sample }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'sample' },
    { weight: 4, arbitrary: leaves },
    { weight: 4, arbitrary: tie('object') },
    { weight: 2, arbitrary: tie('any').chain(listOf) },
    { weight: 1, arbitrary: fc.array(tie('any'), { minLength: 1, maxLength: 3 }).map(tupleOf) },
    { weight: 1, arbitrary: fc.tuple(names, tie('any')).map(([name, one]) => recordOf(name, one)) },
    { weight: 1, arbitrary: tie('any').map(nullable) },
    { weight: 1, arbitrary: fc.tuple(tie('object'), tie('object')).map(unionOf) },
  ),
  object: fc
    .tuple(
      fc.uniqueArray(fc.tuple(names, tie('any')), { maxLength: 4, selector: ([name]) => name }),
      fc.boolean(),
    )
    .map(([fields, isOpen]) => objectOf(fields, isOpen)),
})).any

/** A sample of which both schemas are made of those of its parts. */
function compound(
  parts: readonly Sample[],
  make: (schemas: readonly z.ZodType[]) => z.ZodType,
  sent: unknown,
): Sample {
  return {
    accepts: make(parts.map(({ accepts }) => accepts)),
    returns: make(parts.map(({ returns }) => returns)),
    sent,
  }
}

function listOf(item: Sample): Samples {
  const make = ([schema = z.null()]: readonly z.ZodType[]): z.ZodType => z.array(schema)
  return fc.nat({ max: 2 }).map((length) =>
    compound(
      [item],
      make,
      Array.from({ length }, () => item.sent),
    ),
  )
}

function tupleOf(items: readonly Sample[]): Sample {
  const make = ([first = z.null(), ...others]: readonly z.ZodType[]): z.ZodType => z.tuple([first, ...others])
  return compound(
    items,
    make,
    items.map(({ sent }) => sent),
  )
}

function nullable(one: Sample): Sample {
  return compound([one], ([schema = z.null()]) => schema.nullable(), one.sent)
}

function recordOf(name: string, one: Sample): Sample {
  return compound([one], ([schema = z.null()]) => z.record(z.string(), schema), { [name]: one.sent })
}

function objectOf(fields: readonly (readonly [string, Sample])[], isOpen: boolean): Sample {
  const named = fields.map(([name]) => name)
  const make = (schemas: readonly z.ZodType[]): z.ZodType => {
    const shape = Object.fromEntries(named.map((name, at) => [name, schemas[at] ?? z.null()]))
    const all = { ...shape, missing: z.string().optional() }
    return isOpen ? z.looseObject(all) : z.object(all)
  }
  const sent = fields.map(([name, one]) => [name, one.sent] as const)
  return compound(
    fields.map(([, one]) => one),
    make,
    Object.fromEntries(sent),
  )
}

function unionOf(branches: readonly [Sample, Sample]): Sample {
  const branch = (kind: string, value: z.ZodType): z.ZodType => z.object({ kind: z.literal(kind), value })
  const make = ([left = z.null(), right = z.null()]: readonly z.ZodType[]): z.ZodType =>
    z.union([branch('left', left), branch('right', right)])
  return compound(branches, make, { kind: 'right', value: branches[1].sent })
}
