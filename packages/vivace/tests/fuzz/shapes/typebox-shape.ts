import { type TSchema, Type } from 'typebox'
import type { Schema } from '../../../src/schema/index.ts'
import { typebox } from '../demo/libraries.ts'
import { defaultOf, type FieldShape, type NumberLimits, type ObjectShape, type Shape } from './shape.ts'

/** A shape as a type of TypeBox. */
export function typeboxOf(shape: Shape): Schema {
  return typebox(made(shape))
}

function made(shape: Shape): TSchema {
  switch (shape.kind) {
    case 'integer':
      return Type.Integer(limits(shape))
    case 'number':
      return Type.Number(limits(shape))
    case 'string': {
      const { kind: _kind, ...own } = shape
      return Type.String(own)
    }
    case 'boolean':
      return Type.Boolean()
    case 'null':
      return Type.Null()
    case 'anything':
      return Type.Unknown()
    case 'date':
    case 'email':
    case 'uuid':
      return Type.String({ format: shape.kind })
    case 'choice':
      return Type.Enum([...shape.values])
    case 'literal':
      return Type.Literal(shape.value)
    default:
      return compound(shape)
  }
}

function compound(shape: Exclude<Shape, { kind: 'choice' | 'literal' | 'string' }>): TSchema {
  switch (shape.kind) {
    case 'list':
      return Type.Array(made(shape.items), {
        ...(shape.least === undefined ? {} : { minItems: shape.least }),
        ...(shape.most === undefined ? {} : { maxItems: shape.most }),
      })
    case 'tuple':
      return shape.rest === undefined
        ? Type.Tuple(shape.items.map(made))
        : Type.Array(Type.Unknown(), {
            prefixItems: shape.items.map(made),
            items: made(shape.rest),
            minItems: shape.items.length,
          })
    case 'record':
      return Type.Record(Type.String(), made(shape.values))
    case 'union':
    case 'variants':
      return Type.Union(shape.branches.map(made))
    case 'nullable':
      return Type.Union([made(shape.inner), Type.Null()])
    case 'tree':
      return Type.Cyclic(
        { Tree: Type.Object({ value: made(shape.payload), children: Type.Array(Type.Ref('Tree')) }) },
        'Tree',
      )
    case 'object':
      return objectOf(shape)
    default:
      throw new Error(`There is no ${shape.kind} in TypeBox.`)
  }
}

function limits({ above, below, minimum, maximum, multipleOf }: NumberLimits): Record<string, number> {
  return {
    ...(minimum === undefined ? {} : { minimum }),
    ...(maximum === undefined ? {} : { maximum }),
    ...(above === undefined ? {} : { exclusiveMinimum: above }),
    ...(below === undefined ? {} : { exclusiveMaximum: below }),
    ...(multipleOf === undefined ? {} : { multipleOf }),
  }
}

function objectOf({ fields, others }: ObjectShape): TSchema {
  const members = Object.fromEntries(fields.map((field) => [field.name, member(field)]))
  return Type.Object(members, others === 'drop' ? {} : { additionalProperties: others === 'keep' })
}

function member({ shape, presence }: FieldShape): TSchema {
  const inner = made(shape)
  if (presence === 'required') return inner
  return Type.Optional(presence === 'default' ? { ...inner, default: defaultOf(shape) } : inner)
}
