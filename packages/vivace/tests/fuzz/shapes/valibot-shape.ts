import { toStandardJsonSchema } from '@valibot/to-json-schema'
import * as v from 'valibot'
import type { Schema } from '../../../src/schema/index.ts'
import { defaultOf, type FieldShape, type NumberLimits, type ObjectShape, type Shape, tag } from './shape.ts'

type Made = v.GenericSchema

/** A shape as a schema of valibot. */
export function valibotOf(shape: Shape): Schema {
  return toStandardJsonSchema(made(shape))
}

function made(shape: Shape): Made {
  switch (shape.kind) {
    case 'integer':
      return v.pipe(v.number(), v.integer(), ...limits(shape))
    case 'number':
      return v.pipe(v.number(), ...limits(shape))
    case 'string':
      return text(shape)
    case 'boolean':
      return v.boolean()
    case 'null':
      return v.null()
    case 'anything':
      return v.unknown()
    case 'date':
      return v.pipe(v.string(), v.isoDate())
    case 'email':
      return v.pipe(v.string(), v.email())
    case 'uuid':
      return v.pipe(v.string(), v.uuid())
    case 'choice':
      return v.picklist(shape.values)
    case 'literal':
      return v.literal(shape.value)
    default:
      return compound(shape)
  }
}

function compound(shape: Exclude<Shape, { kind: 'choice' | 'literal' | 'string' }>): Made {
  switch (shape.kind) {
    case 'list': {
      const least = v.pipe(v.array(made(shape.items)), v.minLength(shape.least ?? 0))
      return shape.most === undefined ? least : v.pipe(least, v.maxLength(shape.most))
    }
    case 'tuple':
      return shape.rest === undefined
        ? v.strictTuple(shape.items.map(made))
        : v.tupleWithRest(shape.items.map(made), made(shape.rest))
    case 'record':
      return v.record(v.string(), made(shape.values))
    case 'union':
      return v.union(shape.branches.map(made))
    case 'variants':
      return v.variant(tag, shape.branches.map(variant))
    case 'nullable':
      return v.nullable(made(shape.inner))
    case 'tree':
      return treeOf(shape.payload)
    case 'object':
      return objectOf(shape)
    default:
      throw new Error(`There is no ${shape.kind} in valibot.`)
  }
}

function limits({
  minimum,
  maximum,
  above,
  below,
  multipleOf,
}: NumberLimits): v.GenericPipeAction<number, number>[] {
  return [
    ...(minimum === undefined ? [] : [v.minValue<number, number>(minimum)]),
    ...(maximum === undefined ? [] : [v.maxValue<number, number>(maximum)]),
    ...(above === undefined ? [] : [v.gtValue<number, number>(above)]),
    ...(below === undefined ? [] : [v.ltValue<number, number>(below)]),
    ...(multipleOf === undefined ? [] : [v.multipleOf<number, number>(multipleOf)]),
  ]
}

function text({ minLength, maxLength, pattern }: Extract<Shape, { kind: 'string' }>): Made {
  const actions: v.GenericPipeAction<string, string>[] = [
    ...(minLength === undefined ? [] : [v.minLength<string, number>(minLength)]),
    ...(maxLength === undefined ? [] : [v.maxLength<string, number>(maxLength)]),
    ...(pattern === undefined ? [] : [v.regex<string>(new RegExp(pattern))]),
  ]
  return v.pipe(v.string(), ...actions)
}

function membersOf({ fields }: ObjectShape): Record<string, Made> {
  return Object.fromEntries(fields.map((field) => [field.name, member(field)]))
}

function objectOf(shape: ObjectShape): Made {
  const members = membersOf(shape)
  if (shape.others === 'refuse') return v.strictObject(members)
  return shape.others === 'keep' ? v.looseObject(members) : v.object(members)
}

function variant(shape: ObjectShape): v.VariantOptions<typeof tag>[number] {
  const { [tag]: literal, ...others } = membersOf(shape)
  const members = { ...others, [tag]: literal ?? v.never() }
  if (shape.others === 'refuse') return v.strictObject(members)
  return shape.others === 'keep' ? v.looseObject(members) : v.object(members)
}

function member({ shape, presence }: FieldShape): Made {
  const inner = made(shape)
  if (presence === 'required') return inner
  return presence === 'optional' ? v.optional(inner) : v.optional(inner, defaultOf(shape))
}

function treeOf(payload: Shape): Made {
  const tree: Made = v.object({ value: made(payload), children: v.array(v.lazy(() => tree)) })
  return tree
}
