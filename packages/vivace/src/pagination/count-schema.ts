import { type Schema, schemaFrom } from '../schema/index.ts'

/** The bounds of a count, and what it is where it is not sent. */
export interface CountBounds {
  readonly minimum: number
  readonly maximum?: number
  readonly fallback: number
}

/** A whole number within bounds: what `z.int().min(0).max(100).default(20)` would be. */
export function countSchema({ minimum, maximum, fallback }: CountBounds): Schema<number | undefined, number> {
  const jsonSchema = {
    type: 'integer',
    minimum,
    ...(maximum === undefined ? {} : { maximum }),
    default: fallback,
  }
  return schemaFrom({
    jsonSchema,
    validate(value = fallback) {
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) return refused('Must be a whole number')
      if (value < minimum) return refused(`Must be at least ${minimum}`)
      if (maximum !== undefined && value > maximum) return refused(`Must be at most ${maximum}`)
      return { value }
    },
    // What it makes of nothing is a number as well: in and out differ in `undefined` alone.
  })
}

function refused(message: string): { readonly issues: readonly { readonly message: string }[] } {
  return { issues: [{ message }] }
}
