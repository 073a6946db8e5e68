import { defaultOf, type FieldShape, type NumberLimits, type ObjectShape, type Shape, tag } from './shape.ts'

/**
 * A shape as the text of a schema of zod.
 *
 *     zodSource({ kind: 'list', items: { kind: 'boolean' } })   // 'z.array(z.boolean())'
 */
export function zodSource(shape: Shape): string {
  switch (shape.kind) {
    case 'integer':
      return `z.int()${limitsSource(shape)}`
    case 'number':
      return `z.number()${limitsSource(shape)}`
    case 'string':
      return `z.string()${textSource(shape)}`
    case 'boolean':
    case 'null':
    case 'email':
    case 'uuid':
      return `z.${shape.kind}()`
    case 'anything':
      return 'z.unknown()'
    case 'date':
      return 'z.iso.date()'
    case 'choice':
      return `z.enum(${JSON.stringify(shape.values)})`
    case 'literal':
      return `z.literal(${JSON.stringify(shape.value)})`
    default:
      return compoundSource(shape)
  }
}

function compoundSource(shape: Exclude<Shape, { kind: 'choice' | 'literal' | 'string' }>): string {
  switch (shape.kind) {
    case 'list':
      return `z.array(${zodSource(shape.items)}).min(${shape.least ?? 0})${shape.most === undefined ? '' : `.max(${shape.most})`}`
    case 'tuple': {
      const rest = shape.rest === undefined ? '' : `, ${zodSource(shape.rest)}`
      return `z.tuple([${shape.items.map(zodSource).join(', ')}]${rest})`
    }
    case 'record':
      return `z.record(z.string(), ${zodSource(shape.values)})`
    case 'union':
      return `z.union([${shape.branches.map(zodSource).join(', ')}])`
    case 'variants':
      return `z.discriminatedUnion('${tag}', [${shape.branches.map(objectSource).join(', ')}])`
    case 'nullable':
      return `${zodSource(shape.inner)}.nullable()`
    case 'object':
      return objectSource(shape)
    default:
      throw new Error(`A ${shape.kind} has no name to be written under.`)
  }
}

function limitsSource({ minimum, maximum, above, below, multipleOf }: NumberLimits): string {
  const calls = { min: minimum, max: maximum, gt: above, lt: below, multipleOf }
  return callsSource(calls)
}

function textSource({ minLength, maxLength, pattern }: Extract<Shape, { kind: 'string' }>): string {
  const regex = pattern === undefined ? '' : `.regex(/${pattern}/)`
  return callsSource({ min: minLength, max: maxLength }) + regex
}

function callsSource(calls: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(calls)
    .flatMap(([name, limit]) => (limit === undefined ? [] : [`.${name}(${limit})`]))
    .join('')
}

function objectSource({ fields, others }: ObjectShape): string {
  const kind = { drop: 'object', refuse: 'strictObject', keep: 'looseObject' }[others]
  return `z.${kind}({ ${fields.map(memberSource).join(', ')} })`
}

function memberSource({ name, shape, presence }: FieldShape): string {
  const suffix = {
    required: '',
    optional: '.optional()',
    default: `.default(${JSON.stringify(defaultOf(shape))})`,
  }
  return `${JSON.stringify(name)}: ${zodSource(shape)}${suffix[presence]}`
}

/**
 * The type of what a handler receives of a shape, written by the rules of TypeScript alone.
 *
 *     typeSource({ kind: 'list', items: { kind: 'boolean' } })   // 'boolean[]'
 */
export function typeSource(shape: Shape): string {
  switch (shape.kind) {
    case 'integer':
      return 'number'
    case 'number':
    case 'boolean':
    case 'string':
    case 'null':
      return shape.kind
    case 'date':
    case 'email':
    case 'uuid':
      return 'string'
    case 'anything':
      return 'unknown'
    case 'choice':
      return shape.values.map((value) => JSON.stringify(value)).join(' | ')
    case 'literal':
      return JSON.stringify(shape.value)
    case 'list':
      return `(${typeSource(shape.items)})[]`
    case 'tuple': {
      const rest = shape.rest === undefined ? [] : [`...(${typeSource(shape.rest)})[]`]
      return `[${[...shape.items.map(typeSource), ...rest].join(', ')}]`
    }
    case 'record':
      return `Record<string, ${typeSource(shape.values)}>`
    case 'union':
    case 'variants':
      return shape.branches.map((branch) => `(${typeSource(branch)})`).join(' | ')
    case 'nullable':
      return `(${typeSource(shape.inner)}) | null`
    case 'object':
      return objectType(shape)
    default:
      throw new Error(`A ${shape.kind} has no name to be written under.`)
  }
}

function objectType({ fields, others }: ObjectShape): string {
  const members = fields.map(({ name, shape, presence }) =>
    presence === 'optional'
      ? `${JSON.stringify(name)}?: (${typeSource(shape)}) | undefined`
      : `${JSON.stringify(name)}: ${typeSource(shape)}`,
  )
  if (fields.length === 0 && others !== 'keep') return 'Record<string, never>'
  return `{ ${[...(others === 'keep' ? ['[name: string]: unknown'] : []), ...members].join('; ')} }`
}
