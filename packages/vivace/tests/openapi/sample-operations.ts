import type { ErrorDefinition } from '../../src/errors/index.ts'
import type { BodyDescription, ParameterDescription, SecurityDescription } from '../../src/inputs/source.ts'
import type { DocumentInfo } from '../../src/openapi/index.ts'
import type { AnswerDescription, OperationDescription } from '../../src/operations/description.ts'
import type { Direction, JsonSchema } from '../../src/schema/index.ts'
import * as z from 'zod'

/** One side of a zod schema, as JSON Schema. */
export function describe(schema: z.ZodType, direction: Direction): JsonSchema {
  return schema['~standard'].jsonSchema[direction]({ target: 'draft-2020-12' })
}

/** An operation with nothing to it but what is given. */
export function operation(
  given: Pick<OperationDescription, 'method' | 'path'> & Partial<OperationDescription>,
): OperationDescription {
  return {
    tags: [],
    deprecated: false,
    hidden: false,
    parameters: [],
    body: [],
    security: [],
    answers: [],
    errors: [],
    canFailValidation: false,
    ...given,
  }
}

/** A required path parameter, unless the facts say something else. */
export function parameter(
  name: string,
  schema: z.ZodType,
  facts: Partial<ParameterDescription> = {},
): ParameterDescription {
  return { in: 'path', name, required: true, schema: describe(schema, 'input'), ...facts }
}

/** A required JSON body, unless the facts say something else. */
export function body(schema: z.ZodType, facts: Partial<BodyDescription> = {}): BodyDescription {
  return { mediaType: 'application/json', required: true, schema: describe(schema, 'input'), ...facts }
}

/** A JSON answer, unless the facts say something else. */
export function answer(
  status: number,
  schema: z.ZodType,
  facts: Partial<AnswerDescription> = {},
): AnswerDescription {
  return { status, mediaType: 'application/json', schema: describe(schema, 'output'), ...facts }
}

const Money = z.object({ amount: z.int().min(0), currency: z.enum(['EUR', 'USD']) }).meta({ id: 'Money' })

const Category = z
  .object({
    name: z.string(),
    get children() {
      return z.array(Category)
    },
  })
  .meta({ id: 'Category', description: 'A shelf, and the shelves in it.' })

const Item = z
  .object({
    name: z.string().min(1).max(80),
    price: Money,
    tags: z.array(z.string()).default([]),
    category: Category.optional(),
    note: z.string().nullable().optional(),
  })
  .meta({ id: 'Item', examples: [{ name: 'Chair', price: { amount: 4900, currency: 'EUR' } }] })

const StoredItem = Item.extend({ id: z.int(), createdAt: z.iso.datetime() }).meta({ id: 'StoredItem' })

const Event = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('created'), at: z.iso.datetime() }).meta({ id: 'Created' }),
    z.object({ kind: z.literal('renamed'), from: z.string(), to: z.string() }).meta({ id: 'Renamed' }),
  ])
  .meta({ id: 'Event' })

const Thread = z.object({
  text: z.string(),
  get replies() {
    return z.array(Thread)
  },
})

const Tree = z.object({ root: Thread, other: Thread.optional() })

const problem = z.object({ title: z.string(), status: z.int().optional() }).meta({ id: 'Problem' })

const unauthorized: ErrorDefinition = {
  status: 401,
  code: 'not-authenticated',
  title: 'Not authenticated',
  headers: { 'www-authenticate': 'Bearer' },
}
const notFound: ErrorDefinition = {
  status: 404,
  code: 'item-not-found',
  title: 'There is no such item',
  type: 'https://example.com/problems/item-not-found',
}
const taken: ErrorDefinition = { status: 409, code: 'name-taken', title: 'The name is taken' }
const locked: ErrorDefinition = {
  status: 409,
  code: 'item-locked',
  title: 'The item is locked',
  description: 'Somebody else is changing the item.',
}

const bearer: SecurityDescription = {
  name: 'bearer',
  scheme: { type: 'http', scheme: 'bearer' },
  scopes: [],
}
const oauth = (scopes: readonly string[]): SecurityDescription => ({
  name: 'oauth2Password',
  scheme: {
    type: 'oauth2',
    flows: { password: { tokenUrl: './token', scopes: { 'items:read': 'Read', 'items:write': 'Write' } } },
  },
  scopes,
})
const key: SecurityDescription = {
  name: 'key',
  scheme: { type: 'apiKey', in: 'header', name: 'x-key' },
  scopes: [],
  optional: true,
}

/** What the sample document says of itself. */
export const sampleInfo: DocumentInfo = {
  title: 'Shop <sample>',
  version: '1.2.3',
  summary: 'Everything that the reader can write',
  description: 'A document with one of **everything**.',
  termsOfService: 'https://example.com/terms',
  contact: { name: 'The shop', url: 'https://example.com', email: 'shop@example.com' },
  license: { name: 'MIT', identifier: 'MIT' },
  tags: [
    { name: 'Items', description: 'What is sold' },
    { name: 'Shelves', description: 'Where it is' },
  ],
  servers: [{ url: '.', description: 'This server' }],
  externalDocs: { url: 'https://example.com/docs', description: 'The handbook' },
}

/** One operation of every kind. */
export const sampleOperations: readonly OperationDescription[] = [
  operation({
    method: 'GET',
    path: '/items',
    tags: ['Items'],
    operationId: 'listItems',
    description: 'The items, newest first.',
    parameters: [
      parameter('x-trace', z.string(), { in: 'header', required: false }),
      parameter('limit', z.int().min(1).max(100).default(20), {
        in: 'query',
        required: false,
        examples: [5],
      }),
      parameter('tag', z.array(z.string()), { in: 'query', required: false, examples: [['a'], ['a', 'b']] }),
      parameter('sort', z.enum(['name', 'price']).meta({ id: 'Sort' }), { in: 'query', required: false }),
      parameter('old', z.string(), { in: 'query', required: false, deprecated: true }),
      parameter('session', z.string(), { in: 'cookie', required: false }),
      parameter('secret', z.string(), { in: 'query', required: false, hidden: true }),
    ],
    security: [key],
    answers: [
      answer(200, z.array(StoredItem), {
        description: 'The items.',
        headers: { 'x-total': { description: 'How many there are', schema: { type: 'integer' } } },
      }),
    ],
    canFailValidation: true,
  }),
  operation({
    method: 'POST',
    path: '/items',
    tags: ['Items'],
    operationId: 'createItem',
    body: [body(Item, { description: 'The new item.' })],
    security: [bearer, oauth(['items:write'])],
    answers: [answer(201, StoredItem), answer(409, problem)],
    errors: [unauthorized, taken, locked],
    canFailValidation: true,
  }),
  operation({
    method: 'GET',
    path: '/items/{itemId}',
    tags: ['Items'],
    parameters: [parameter('itemId', z.int(), { description: 'The number of the item.' })],
    security: [oauth(['items:read'])],
    answers: [answer(200, StoredItem), answer(200, z.string(), { mediaType: 'text/plain' })],
    errors: [unauthorized, notFound],
    canFailValidation: true,
  }),
  operation({
    method: 'PATCH',
    path: '/items/{id}',
    tags: ['Items'],
    parameters: [parameter('id', z.int())],
    body: [body(Item, { member: 'item' }), body(z.int().min(1), { member: 'importance', required: false })],
    answers: [answer(200, StoredItem), answer(200, Event)],
    errors: [notFound],
    canFailValidation: true,
  }),
  operation({
    method: 'DELETE',
    path: '/items/{itemId}',
    tags: ['Items'],
    deprecated: true,
    parameters: [parameter('itemId', z.int())],
    answers: [{ status: 204 }],
    errors: [notFound],
    canFailValidation: true,
  }),
  operation({
    method: 'POST',
    path: '/items/{itemId}/photo',
    tags: ['Items', 'Photos'],
    body: [
      body(z.string(), { member: 'caption', mediaType: 'application/x-www-form-urlencoded' }),
      body(z.file().max(1000), { member: 'photo', mediaType: 'multipart/form-data' }),
    ],
    parameters: [parameter('itemId', z.int())],
    answers: [{ status: 204 }],
    canFailValidation: true,
  }),
  operation({
    method: 'GET',
    path: '/files/{rest*}',
    tags: ['Shelves'],
    answers: [{ status: 200, mediaType: 'text/html', schema: { type: 'string' } }, { status: 307 }],
  }),
  operation({ method: 'GET', path: '/files/{name}', tags: ['Shelves'], answers: [answer(200, z.unknown())] }),
  operation({
    method: 'PUT',
    path: '/threads',
    tags: ['Shelves'],
    body: [body(Thread)],
    answers: [answer(200, Tree)],
    canFailValidation: true,
    extensions: { 'x-order': 3 },
  }),
  operation({
    method: 'QUERY',
    path: '/threads',
    tags: ['Shelves'],
    body: [body(z.object({ text: z.string() }))],
    answers: [answer(200, z.array(Thread))],
  }),
  operation({ method: 'GET', path: '/', summary: 'Say hello' }),
  operation({ method: 'GET', path: '/internal', hidden: true }),
]
