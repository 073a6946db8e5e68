import type { Schema, Verdict } from './schema.ts'

/** Judges a value; a promise only if it must. */
export type Judgement = (value: unknown) => Verdict | Promise<Verdict>

/** What zod has judged so far. */
interface Payload {
  readonly value: unknown
  readonly issues: readonly unknown[]
}

/** A schema of zod 4, with what its own `~standard` is made of. */
interface ZodSchema extends Schema {
  readonly _zod: {
    readonly run: (payload: Payload, context: { readonly async: true }) => Payload | Promise<Payload>
  }
  readonly safeParseAsync: (value: unknown) => Promise<ZodResult>
}

type ZodResult =
  | { readonly success: true; readonly data: unknown }
  | { readonly success: false; readonly error: { readonly issues: readonly ZodIssue[] } }

interface ZodIssue {
  readonly message: string
  readonly path: readonly PropertyKey[]
}

/**
 * Judges values by a schema of zod with functions of its author (`refine`, `transform`), which may be
 * asynchronous; `undefined` for every other schema.
 *
 *     const judge = zodJudgement(z.string().refine(async (name) => !(await isTaken(name))))
 *
 * zod's own `~standard` judges synchronously first and, when it meets a promise, once more asynchronously:
 * every function runs twice, and a first promise that rejects ends the process, since nobody waits for it.
 * Here a value that is valid is judged once. Remove this when zod does so (4.6.7 does not).
 */
export function zodJudgement(schema: Schema): Judgement | undefined {
  if (!isZodSchema(schema) || !hasCode(schema)) return undefined
  return (value) => {
    const judged = schema._zod.run({ value, issues: [] }, { async: true })
    if (judged instanceof Promise) return judged.then((settled) => told(schema, value, settled))
    // Nothing was asynchronous; zod's own judgement writes the messages.
    return judged.issues.length === 0 ? { value: judged.value } : schema['~standard'].validate(value)
  }
}

async function told(schema: ZodSchema, value: unknown, judged: Payload): Promise<Verdict> {
  if (judged.issues.length === 0) return { value: judged.value }
  const result = await schema.safeParseAsync(value)
  return result.success ? { value: result.data } : { issues: result.error.issues }
}

function isZodSchema(schema: Schema): schema is ZodSchema {
  if (!('_zod' in schema) || !('safeParseAsync' in schema)) return false
  const { _zod: internals, safeParseAsync } = schema
  if (typeof internals !== 'object' || internals === null || !('run' in internals)) return false
  return typeof internals.run === 'function' && typeof safeParseAsync === 'function'
}

// An application names one schema in many routes, and each walk through it takes a part of its start.
const withCode = new WeakMap<ZodSchema, boolean>()

function hasCode(schema: ZodSchema): boolean {
  const found = withCode.get(schema) ?? runsCode(schema, new Set())
  withCode.set(schema, found)
  return found
}

// Whether a schema, a check or anything that they are made of calls a function of the author's.
function runsCode(part: unknown, seen: Set<unknown>): boolean {
  if (typeof part !== 'object' || part === null || seen.has(part)) return false
  seen.add(part)
  const internals = '_zod' in part ? part._zod : undefined
  if (!isInternals(internals)) return runsInside(part, seen)
  const { def } = internals
  const { type, check, transform } = def
  if (type === 'custom' || type === 'transform' || check === 'custom') return true
  return typeof transform === 'function' || runsCode(internals.innerType, seen) || runsInside(def, seen)
}

// A loop over names: an application has thousands of these, and each list of values is one more to throw away.
function runsInside(part: object, seen: Set<unknown>): boolean {
  for (const name of Object.keys(part)) {
    // Reading it would make the default.
    if (name === 'defaultValue') continue
    if (runsCode(Reflect.get(part, name), seen)) return true
  }
  return false
}

interface Internals {
  readonly def: {
    readonly type?: unknown
    readonly check?: unknown
    readonly transform?: unknown
    readonly defaultValue?: unknown
  }
  /** Of a lazy schema. */
  readonly innerType?: unknown
}

function isInternals(value: unknown): value is Internals {
  return typeof value === 'object' && value !== null && 'def' in value && typeof value.def === 'object'
}
