import {
  describeSchema,
  type InputOf,
  type Issue,
  type JsonSchema,
  mapSubschemas,
  type OutputOf,
  type Schema,
  validate,
  type Verdict,
} from '../schema/index.ts'
import type { CursorPage } from './cursor-pagination.ts'
import type { Page } from './pagination.ts'

/**
 * The schema of a page of items, for `returns`.
 *
 *     app.get('/items', { inputs: { paging }, returns: pageOf(Item) }, …)    // { items: [...], total: 42 }
 */
export function pageOf<Item extends Schema>(item: Item): Schema<Page<InputOf<Item>>, Page<OutputOf<Item>>> {
  const total = { type: 'integer', minimum: 0, description: 'How many there are on all pages.' }
  const isTotal = (value: unknown): boolean =>
    value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)
  const schema = listSchema(item, { name: 'total', json: total, isRequired: false, holds: isTotal })
  // `listSchema` checks the members of a Page, each item by its own schema.
  return schema as Schema<Page<InputOf<Item>>, Page<OutputOf<Item>>>
}

/**
 * The schema of a page of items with a cursor, for `returns`.
 *
 *     app.get('/orders', { inputs: { paging }, returns: cursorPageOf(Order) }, …)    // { items: [...], next: 'NDI' }
 */
export function cursorPageOf<Item extends Schema>(
  item: Item,
): Schema<CursorPage<InputOf<Item>>, CursorPage<OutputOf<Item>>> {
  const description = 'The cursor of the next page; null after the last.'
  const json = { type: ['string', 'null'], description } as const
  const isNext = (value: unknown): boolean => typeof value === 'string' || value === null
  const schema = listSchema(item, { name: 'next', json, isRequired: true, holds: isNext })
  // `listSchema` checks the members of a CursorPage, each item by its own schema.
  return schema as Schema<CursorPage<InputOf<Item>>, CursorPage<OutputOf<Item>>>
}

/** The member beside the items. */
interface Beside {
  readonly name: string
  readonly json: object
  readonly isRequired: boolean
  readonly holds: (value: unknown) => boolean
}

function listSchema(item: Schema, beside: Beside): Schema {
  return {
    '~standard': {
      version: 1,
      vendor: 'vivace',
      validate: (value) => judge(item, beside, value),
      jsonSchema: {
        input: () => describe(describeSchema(item, 'input'), beside),
        output: () => describe(describeSchema(item, 'output'), beside),
      },
    },
  }
}

const placeOfItem = '#/properties/items/items'

function describe(item: JsonSchema, { name, json, isRequired }: Beside): Record<string, unknown> {
  const { $defs, ...rest } = rebased(item)
  return {
    type: 'object',
    properties: { items: { type: 'array', items: rest }, [name]: json },
    required: ['items', ...(isRequired ? [name] : [])],
    ...($defs === undefined ? {} : { $defs }),
  }
}

// Definitions move to the root, where references to them lead; the item itself is not at the root any more.
function rebased(json: JsonSchema): JsonSchema {
  const moved = mapSubschemas(json, rebased)
  const { $ref } = moved
  if ($ref === undefined || $ref.startsWith('#/$defs/')) return moved
  return { ...moved, $ref: placeOfItem + $ref.slice(1) }
}

function judge(item: Schema, { name, holds }: Beside, value: unknown): Verdict | Promise<Verdict> {
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items))
    return { issues: [{ message: 'Expected an object with the list `items`', path: ['items'] }] }
  const members: Readonly<Record<string, unknown>> = { ...value }
  if (!holds(members[name])) return { issues: [{ message: 'Invalid value', path: [name] }] }
  const verdicts = value.items.map((one) => validate(item, one))
  const isLate = verdicts.some((verdict) => verdict instanceof Promise)
  const gather = (settled: readonly Verdict[]): Verdict => gathered(settled, members, name)
  if (isLate) return Promise.all(verdicts.map(async (verdict) => verdict)).then(gather)
  // None of them is a promise.
  return gather(verdicts as readonly Verdict[])
}

function gathered(
  verdicts: readonly Verdict[],
  members: Readonly<Record<string, unknown>>,
  name: string,
): Verdict {
  const issues = verdicts.flatMap(({ issues = [] }, at): Issue[] =>
    issues.map(({ message, path = [] }) => ({ message, path: ['items', at, ...path] })),
  )
  if (issues.length > 0) return { issues }
  const items = verdicts.map((verdict) => (verdict.issues === undefined ? verdict.value : undefined))
  return { value: members[name] === undefined ? { items } : { items, [name]: members[name] } }
}
