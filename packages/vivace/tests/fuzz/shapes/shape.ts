import * as fc from 'fast-check'

/** A schema before it is written in a library: what all of them have in common. */
export type Shape =
  | ({ readonly kind: 'integer' | 'number' } & NumberLimits)
  | {
      readonly kind: 'string'
      readonly minLength?: number
      readonly maxLength?: number
      readonly pattern?: string
    }
  | { readonly kind: 'boolean' | 'null' | 'anything' | 'date' | 'email' | 'uuid' }
  | { readonly kind: 'choice'; readonly values: readonly string[] }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'list'; readonly items: Shape; readonly least?: number; readonly most?: number }
  | { readonly kind: 'tuple'; readonly items: readonly Shape[]; readonly rest?: Shape }
  | { readonly kind: 'record'; readonly values: Shape }
  | { readonly kind: 'union'; readonly branches: readonly Shape[] }
  | { readonly kind: 'variants'; readonly branches: readonly ObjectShape[] }
  | { readonly kind: 'nullable'; readonly inner: Shape }
  | { readonly kind: 'tree'; readonly payload: Shape }
  | ObjectShape

export interface NumberLimits {
  readonly minimum?: number
  readonly maximum?: number
  readonly above?: number
  readonly below?: number
  readonly multipleOf?: number
}

export interface ObjectShape {
  readonly kind: 'object'
  readonly fields: readonly FieldShape[]
  /** What happens to fields that have no name here. */
  readonly others: 'drop' | 'refuse' | 'keep'
}

export interface FieldShape {
  readonly name: string
  readonly shape: Shape
  readonly presence: 'required' | 'optional' | 'default'
}

/** The field that tells the branches of `variants` apart; each has a literal of its own. */
export const tag = 'kind'

// Not 'constructor' and the like: every library takes the inherited function for the value of an absent field.
const names = ['a', 'b', 'c', 'some name', '\"', 'é', '0', 'length', '$ref', 'a/b~c']

const small = fc.integer({ min: -20, max: 20 })

const numberLimits = fc.oneof(
  fc.constant({}),
  small.map((minimum) => ({ minimum })),
  small.map((above) => ({ above })),
  fc.tuple(small, fc.nat({ max: 30 })).map(([minimum, more]) => ({ minimum, maximum: minimum + more })),
  fc.tuple(small, fc.integer({ min: 2, max: 30 })).map(([above, more]) => ({ above, below: above + more })),
  fc.constantFrom({ multipleOf: 5 }, { multipleOf: 2, minimum: 0 }),
)

const stringLimits = fc.oneof(
  fc.constant({}),
  fc.nat({ max: 6 }).map((maxLength) => ({ maxLength })),
  fc
    .tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 }))
    .map(([minLength, more]) => ({ minLength, maxLength: minLength + more })),
  fc.constantFrom({ pattern: '^[a-z]+$' }, { pattern: '^\\d{2,4}$' }, { pattern: '^[A-F]-', maxLength: 8 }),
)

const scalar: fc.Arbitrary<Shape> = fc.oneof(
  numberLimits.map((limits) => ({ kind: 'integer', ...limits }) as const),
  numberLimits.map((limits) => ({ kind: 'number', ...limits }) as const),
  stringLimits.map((limits) => ({ kind: 'string', ...limits }) as const),
  fc.constant({ kind: 'boolean' } as const),
  fc
    .uniqueArray(fc.constantFrom('red', 'green', 'blue', '1', 'true', '', 'a b'), {
      minLength: 2,
      maxLength: 4,
    })
    .map((values) => ({ kind: 'choice', values }) as const),
  fc.constantFrom('only', 7, 0, 1.5, true, false).map((value) => ({ kind: 'literal', value }) as const),
  fc.constantFrom({ kind: 'date' } as const, { kind: 'email' } as const, { kind: 'uuid' } as const),
)

const presence = fc.constantFrom('required', 'required', 'optional', 'default')
const others = fc.constantFrom('drop', 'drop', 'refuse', 'keep')

/** Shapes of everything, within one another. */
export const shapes: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape; object: ObjectShape }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'shape' },
    { weight: 6, arbitrary: scalar },
    { weight: 5, arbitrary: tie('object') },
    { weight: 2, arbitrary: fc.tuple(tie('shape'), fc.nat({ max: 2 }), fc.nat({ max: 3 })).map(listOf) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
          fc.option(tie('shape'), { nil: undefined }),
        )
        .map(tupleOf),
    },
    { weight: 1, arbitrary: tie('shape').map((values) => ({ kind: 'record', values }) as const) },
    {
      weight: 2,
      arbitrary: fc
        .array(tie('shape'), { minLength: 2, maxLength: 3 })
        .map((branches) => ({ kind: 'union', branches }) as const),
    },
    { weight: 1, arbitrary: fc.array(tie('object'), { minLength: 2, maxLength: 3 }).map(variantsOf) },
    { weight: 2, arbitrary: tie('shape').map((inner) => ({ kind: 'nullable', inner }) as const) },
    { weight: 1, arbitrary: scalar.map((payload) => ({ kind: 'tree', payload }) as const) },
    { weight: 1, arbitrary: fc.constantFrom({ kind: 'null' } as const, { kind: 'anything' } as const) },
  ),
  object: fc
    .tuple(
      fc.uniqueArray(fc.tuple(fc.constantFrom(...names), tie('shape'), presence), {
        maxLength: 4,
        selector: ([name]) => name,
      }),
      others,
    )
    .map(([fields, unknown]) => ({
      kind: 'object' as const,
      fields: fields.map(([name, shape, wanted]) => ({ name, shape, presence: presenceOf(shape, wanted) })),
      others: unknown,
    })),
})).shape

function listOf([items, least, more]: readonly [Shape, number, number]): Shape {
  return {
    kind: 'list',
    items,
    ...(least === 0 ? {} : { least }),
    ...(more === 3 ? {} : { most: least + more }),
  }
}

// At the end of a tuple zod and valibot let an item that may be anything be missing, and do not say so.
function tupleOf([items, rest]: readonly [readonly Shape[], Shape | undefined]): Shape {
  const closed = items.map((item): Shape => (mayBeAnything(item) ? { kind: 'null' } : item))
  return { kind: 'tuple', items: closed, ...(rest === undefined ? {} : { rest }) }
}

function mayBeAnything(shape: Shape): boolean {
  if (shape.kind === 'nullable') return mayBeAnything(shape.inner)
  return shape.kind === 'anything' || (shape.kind === 'union' && shape.branches.some(mayBeAnything))
}

function variantsOf(objects: readonly ObjectShape[]): Shape {
  const branches = objects.map(({ fields, ...object }, at) => ({
    ...object,
    fields: [
      { name: tag, shape: { kind: 'literal', value: `branch ${at}` }, presence: 'required' } as const,
      ...fields,
    ],
  }))
  return { kind: 'variants', branches }
}

// What may be anything may be left out, whatever its presence says; libraries differ in how they write that.
function presenceOf(shape: Shape, wanted: FieldShape['presence']): FieldShape['presence'] {
  if (wanted === 'default') return defaultOf(shape) === undefined ? 'optional' : 'default'
  return shape.kind === 'anything' ? 'optional' : wanted
}

/** The default of a field; `undefined` for shapes that have none. */
export function defaultOf(shape: Shape): string | number | boolean | undefined {
  if (shape.kind === 'boolean') return true
  if (shape.kind === 'choice') return shape.values[0]
  return shape.kind === 'literal' ? shape.value : undefined
}
