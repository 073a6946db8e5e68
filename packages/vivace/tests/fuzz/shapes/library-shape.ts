import type { Schema } from '../../../src/index.ts'
import { arktypeOf } from './arktype-shape.ts'
import type { Shape } from './shape.ts'
import { typeboxOf } from './typebox-shape.ts'
import { valibotOf } from './valibot-shape.ts'
import { zodOf } from './zod-shape.ts'

/** A library that shapes can be written in. */
export interface ShapeLibrary {
  readonly name: string
  readonly schemaOf: (shape: Shape) => Schema
  /** Whether the library can write a shape. */
  readonly takes: (shape: Shape) => boolean
}

const everything = (): boolean => true

// A union whose branches cannot be told apart before their defaults are filled in is an error of arktype.
function isTold(shape: Shape): boolean {
  try {
    arktypeOf(shape)
    return true
  } catch (error) {
    if (error instanceof Error && error.name === 'ParseError') return false
    throw error
  }
}

/** The libraries, the one of our docs first. */
export const shapeLibraries: readonly ShapeLibrary[] = [
  { name: 'zod', schemaOf: zodOf, takes: everything },
  { name: 'valibot', schemaOf: valibotOf, takes: everything },
  { name: 'arktype', schemaOf: arktypeOf, takes: isTold },
  // A type of TypeBox that refers to itself keeps its definitions beside it: only a whole schema can have them.
  { name: 'typebox', schemaOf: typeboxOf, takes: (shape) => shape.kind === 'tree' || !holdsTree(shape) },
]

/** Whether a shape refers to itself somewhere. */
export function holdsTree(shape: Shape): boolean {
  return shape.kind === 'tree' || insideOf(shape).some(holdsTree)
}

function insideOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'list':
      return [shape.items]
    case 'tuple':
      return shape.rest === undefined ? shape.items : [...shape.items, shape.rest]
    case 'record':
      return [shape.values]
    case 'union':
    case 'variants':
      return shape.branches
    case 'nullable':
      return [shape.inner]
    case 'object':
      return shape.fields.map((field) => field.shape)
    default:
      return []
  }
}
