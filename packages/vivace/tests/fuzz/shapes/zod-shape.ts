import * as z from 'zod'
import { defaultOf, type FieldShape, type NumberLimits, type ObjectShape, type Shape, tag } from './shape.ts'

/** A shape as a schema of zod. */
export function zodOf(shape: Shape): z.ZodType {
  switch (shape.kind) {
    case 'integer':
      return limited(z.int(), shape)
    case 'number':
      return limited(z.number(), shape)
    case 'string':
      return text(shape)
    case 'boolean':
      return z.boolean()
    case 'null':
      return z.null()
    case 'anything':
      return z.unknown()
    case 'date':
      return z.iso.date()
    case 'email':
      return z.email()
    case 'uuid':
      return z.uuid()
    case 'choice':
      return z.enum(shape.values)
    case 'literal':
      return z.literal(shape.value)
    default:
      return compound(shape)
  }
}

function compound(shape: Exclude<Shape, { kind: 'choice' | 'literal' | 'string' }>): z.ZodType {
  switch (shape.kind) {
    case 'list': {
      const list = z.array(zodOf(shape.items)).min(shape.least ?? 0)
      return shape.most === undefined ? list : list.max(shape.most)
    }
    case 'tuple': {
      const [first = { kind: 'null' }, ...items] = shape.items
      const all: [z.ZodType, ...z.ZodType[]] = [zodOf(first), ...items.map(zodOf)]
      return shape.rest === undefined ? z.tuple(all) : z.tuple(all, zodOf(shape.rest))
    }
    case 'record':
      return z.record(z.string(), zodOf(shape.values))
    case 'union':
      return z.union(shape.branches.map(zodOf))
    case 'variants': {
      const [first, ...others] = shape.branches.map(objectOf)
      return first === undefined ? z.never() : z.discriminatedUnion(tag, [first, ...others])
    }
    case 'nullable':
      return zodOf(shape.inner).nullable()
    case 'tree':
      return treeOf(shape.payload)
    case 'object':
      return objectOf(shape)
    default:
      throw new Error(`There is no ${shape.kind} in zod.`)
  }
}

function limited(
  number: z.ZodNumber,
  { minimum, maximum, above, below, multipleOf }: NumberLimits,
): z.ZodType {
  let made = number
  if (minimum !== undefined) made = made.min(minimum)
  if (maximum !== undefined) made = made.max(maximum)
  if (above !== undefined) made = made.gt(above)
  if (below !== undefined) made = made.lt(below)
  return multipleOf === undefined ? made : made.multipleOf(multipleOf)
}

function text({ minLength, maxLength, pattern }: Extract<Shape, { kind: 'string' }>): z.ZodType {
  let made = z.string()
  if (minLength !== undefined) made = made.min(minLength)
  if (maxLength !== undefined) made = made.max(maxLength)
  return pattern === undefined ? made : made.regex(new RegExp(pattern))
}

function objectOf({ fields, others }: ObjectShape): z.ZodObject {
  const members = Object.fromEntries(fields.map((field) => [field.name, member(field)]))
  if (others === 'refuse') return z.strictObject(members)
  return others === 'keep' ? z.looseObject(members) : z.object(members)
}

function member({ shape, presence }: FieldShape): z.ZodType {
  const made = zodOf(shape)
  if (presence === 'required') return made
  return presence === 'optional' ? made.optional() : made.default(defaultOf(shape))
}

function treeOf(payload: Shape): z.ZodType {
  const tree = z.object({
    value: zodOf(payload),
    get children(): z.ZodArray<z.ZodType> {
      return z.array(tree)
    },
  })
  return tree
}
