import { type Type, type } from 'arktype'
import type { Schema } from '../../../src/schema/index.ts'
import { defaultOf, type NumberLimits, type ObjectShape, type Shape } from './shape.ts'

/** A shape as a type of arktype. */
export function arktypeOf(shape: Shape): Schema {
  return made(shape)
}

function made(shape: Shape): Type {
  switch (shape.kind) {
    case 'integer':
      return limited('number.integer', shape)
    case 'number':
      return limited('number', shape)
    case 'string':
      return text(shape)
    case 'boolean':
      return type('boolean')
    case 'null':
      return type('null')
    case 'anything':
      return type('unknown')
    case 'date':
      return type('string.date.iso')
    case 'email':
      return type('string.email')
    case 'uuid':
      return type('string.uuid')
    case 'choice':
      return type.enumerated(...shape.values)
    case 'literal':
      return type.unit(shape.value)
    default:
      return compound(shape)
  }
}

function compound(shape: Exclude<Shape, { kind: 'choice' | 'literal' | 'string' }>): Type {
  switch (shape.kind) {
    case 'list': {
      const least = made(shape.items)
        .array()
        .atLeastLength(shape.least ?? 0)
      return shape.most === undefined ? least : least.atMostLength(shape.most)
    }
    case 'tuple':
      return shape.rest === undefined
        ? dynamic(shape.items.map(made))
        : dynamic([...shape.items.map(made), '...', made(shape.rest).array()])
    case 'record':
      return dynamic({ '[string]': made(shape.values) })
    case 'union':
    case 'variants':
      return shape.branches.map(made).reduce((left, right) => left.or(right))
    case 'nullable':
      return made(shape.inner).or('null')
    case 'tree':
      return treeOf(shape.payload)
    case 'object':
      return objectOf(shape)
    default:
      throw new Error(`There is no ${shape.kind} in arktype.`)
  }
}

// arktype's types read definitions letter by letter; these are made at run time.
function dynamic(definition: unknown): Type {
  return type.raw(definition)
}

function limited(word: string, { minimum, maximum, above, below, multipleOf }: NumberLimits): Type {
  let made = dynamic(multipleOf === undefined ? word : `${word} % ${multipleOf}`)
  if (minimum !== undefined) made = made.and(dynamic(`number >= ${minimum}`))
  if (maximum !== undefined) made = made.and(dynamic(`number <= ${maximum}`))
  if (above !== undefined) made = made.and(dynamic(`number > ${above}`))
  return below === undefined ? made : made.and(dynamic(`number < ${below}`))
}

function text({ minLength, maxLength, pattern }: Extract<Shape, { kind: 'string' }>): Type {
  let made: Type = type('string')
  if (minLength !== undefined) made = made.and(dynamic(`string >= ${minLength}`))
  if (maxLength !== undefined) made = made.and(dynamic(`string <= ${maxLength}`))
  return pattern === undefined ? made : made.and(new RegExp(pattern))
}

// What is kept of the others cannot be said: arktype keeps them always, and says nothing of them.
function objectOf({ fields, others }: ObjectShape): Type {
  const members = fields.map(({ name, shape, presence }) => {
    if (presence === 'default') return [name, [made(shape), '=', defaultOf(shape)]] as const
    return [presence === 'optional' ? `${name}?` : name, made(shape)] as const
  })
  return dynamic({ ...(others === 'refuse' ? { '+': 'reject' } : {}), ...Object.fromEntries(members) })
}

function treeOf(payload: Shape): Type {
  // The alias is resolved where it is declared: `this` is the object itself.
  return dynamic({ value: made(payload), children: 'this[]' })
}
