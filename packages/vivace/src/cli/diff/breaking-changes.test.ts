import { describe, expect, it } from 'vitest'
import { breakingChanges } from './breaking-changes.ts'

interface Sides {
  /** The schema of the body that is sent. */
  readonly input?: object
  /** The schema of the answer 200. */
  readonly output?: object
  readonly operation?: object
  readonly components?: object
}

/** A document with the operation POST /items. */
const documentOf = ({ input, output, operation, components }: Sides) => ({
  paths: {
    '/items': {
      post: {
        ...(input === undefined
          ? {}
          : { requestBody: { content: { 'application/json': { schema: input } } } }),
        responses: {
          200: output === undefined ? {} : { content: { 'application/json': { schema: output } } },
        },
        ...operation,
      },
    },
  },
  components: { schemas: components },
})

const changes = (older: Sides, newer: Sides): string[] =>
  breakingChanges(documentOf(older), documentOf(newer)).map((change) => change.replace('POST /items: ', ''))

const object = (properties: object, required: readonly string[] = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
})
const text = { type: 'string' }

describe('breakingChanges() of inputs', () => {
  it.each([
    {
      name: 'a narrower type',
      older: { type: 'number' },
      newer: { type: 'integer' },
      says: ['the body is no longer number, but integer'],
    },
    {
      name: 'fewer types',
      older: { type: ['string', 'null'] },
      newer: text,
      says: ['the body takes less than before'],
    },
    {
      name: 'fewer values',
      older: { enum: ['a', 'b'] },
      newer: { enum: ['a'] },
      says: ['the body no longer takes "b"'],
    },
    {
      name: 'values where all were taken',
      older: text,
      newer: { ...text, enum: ['a'] },
      says: ['the body takes only "a" now'],
    },
    {
      name: 'a higher lower bound',
      older: { ...text, minLength: 1 },
      newer: { ...text, minLength: 2 },
      says: ['the body has the minLength 2, which was 1'],
    },
    {
      name: 'a bound where none was',
      older: text,
      newer: { ...text, maxLength: 9 },
      says: ['the body has the maxLength 9, which it had not'],
    },
    {
      name: 'a pattern',
      older: text,
      newer: { ...text, pattern: 'a' },
      says: ['the body has the pattern a, which it had not'],
    },
    {
      name: 'a field that is newly demanded',
      older: object({ a: text }),
      newer: object({ a: text, b: text }),
      says: ["the body demands the field 'b', which it did not"],
    },
    {
      name: 'a field that is refused',
      older: object({ a: text }, []),
      newer: { ...object({}), additionalProperties: false },
      says: ["the body no longer takes the field 'a'"],
    },
    {
      name: 'a change further inside',
      older: object({ a: { type: 'array', items: object({ b: { type: 'number' } }) } }),
      newer: object({ a: { type: 'array', items: object({ b: text }) } }),
      says: ["the body, field 'a', each item, field 'b' is no longer number, but string"],
    },
    {
      name: 'a branch less',
      older: { anyOf: [text, { type: 'integer' }] },
      newer: { anyOf: [text] },
      says: ['the body takes less than before'],
    },
  ])('finds $name', ({ older, newer, says }) => {
    expect(changes({ input: older }, { input: newer })).toEqual(says)
  })

  it.each([
    { name: 'a wider type', older: { type: 'integer' }, newer: { type: 'number' } },
    { name: 'more types', older: text, newer: { type: ['string', 'null'] } },
    { name: 'a branch more', older: { anyOf: [text] }, newer: { anyOf: [{ type: 'integer' }, text] } },
    { name: 'more values', older: { const: 'a' }, newer: { enum: ['b', 'a'] } },
    {
      name: 'lower bounds',
      older: { ...text, minLength: 2, maxLength: 3 },
      newer: { ...text, minLength: 1 },
    },
    { name: 'a bound that says nothing', older: text, newer: { ...text, minLength: 0 } },
    { name: 'a field that may be sent', older: object({ a: text }), newer: object({ a: text, b: text }, []) },
    { name: 'a field that is no longer read', older: object({ a: text }), newer: object({}) },
    {
      name: 'another order and other words',
      older: { ...object({ a: text, b: text }), title: 'A' },
      newer: object({ b: text, a: text }),
    },
  ])('lets $name pass', ({ older, newer }) => {
    expect(changes({ input: older }, { input: newer })).toEqual([])
  })
})

describe('breakingChanges() of answers', () => {
  it.each([
    {
      name: 'a field that is gone',
      older: object({ a: text, b: text }),
      newer: object({ a: text }),
      says: ["the answer 200 no longer has the field 'b'"],
    },
    {
      name: 'a field that may be absent',
      older: object({ a: text }),
      newer: object({ a: text }, []),
      says: ["the answer 200 may lack the field 'a', which it always had"],
    },
    {
      name: 'another type',
      older: { type: 'integer' },
      newer: text,
      says: ['the answer 200 is no longer integer, but string'],
    },
    {
      name: 'a value that may be null',
      older: text,
      newer: { type: ['string', 'null'] },
      says: ['the answer 200 may be something that it was not'],
    },
    {
      name: 'another format',
      older: { ...text, format: 'date' },
      newer: { ...text, format: 'date-time' },
      says: ['the answer 200 no longer has the format date, but date-time'],
    },
  ])('finds $name', ({ older, newer, says }) => {
    expect(changes({ output: older }, { output: newer })).toEqual(says)
  })

  it.each([
    { name: 'a field more', older: object({ a: text }), newer: object({ a: text, b: text }) },
    { name: 'a narrower type', older: { type: 'number' }, newer: { type: 'integer' } },
    { name: 'a branch less', older: { anyOf: [text, { type: 'null' }] }, newer: text },
    { name: 'a value more', older: { enum: ['a'] }, newer: { enum: ['a', 'b'] } },
  ])('lets $name pass', ({ older, newer }) => {
    expect(changes({ output: older }, { output: newer })).toEqual([])
  })
})

describe('breakingChanges() of operations', () => {
  const parameter = (name: string, more: object = {}) => ({ in: 'query', name, schema: text, ...more })
  const withParameters = (...parameters: object[]): Sides => ({ operation: { parameters } })

  it('finds operations, answers and media types that are gone', () => {
    const older = { paths: { '/a': { get: { responses: { 200: {}, 404: {} } }, put: {} } } }
    const newer = { paths: { '/a': { get: { responses: { 200: {} } } } } }
    expect(breakingChanges(older, newer)).toEqual([
      'GET /a: the answer 404 is gone',
      'PUT /a: the operation is gone',
    ])
    const asText = { operation: { responses: { 200: { content: { 'text/plain': {} } } } } }
    expect(changes({ output: text }, asText)).toEqual(['the answer 200 is no longer application/json'])
  })

  it('finds parameters that are gone or newly demanded', () => {
    expect(changes(withParameters(parameter('a')), withParameters())).toEqual([
      "the query parameter 'a' is gone",
    ])
    expect(
      changes(withParameters(), withParameters(parameter('a'), parameter('b', { required: true }))),
    ).toEqual(["the query parameter 'b' is new and required"])
    expect(
      changes(withParameters(parameter('a')), withParameters(parameter('a', { required: true }))),
    ).toEqual(["the query parameter 'a' is required now"])
  })

  it('finds a body that is newly demanded', () => {
    const required = { operation: { requestBody: { required: true, content: {} } } }
    expect(changes({}, required)).toEqual(['a body is required now'])
  })

  it('finds credentials and scopes that are newly demanded', () => {
    const security = (...ways: object[]): Sides => ({ operation: { security: ways } })
    expect(changes({}, security({ bearer: [] }))).toEqual(['a credential is demanded that was not'])
    expect(changes(security({ bearer: [] }), security({ bearer: ['admin'] }))).toEqual([
      'other credentials or scopes are demanded than were',
    ])
    expect(changes(security({ bearer: ['admin'] }), security({ bearer: [] }, { key: [] }))).toEqual([])
    expect(changes(security({ bearer: [] }), {})).toEqual([])
  })

  it('does not mind what a parameter of the path is called', () => {
    const at = (name: string) => ({
      paths: {
        [`/items/{${name}}`]: { get: { parameters: [{ in: 'path', name, required: true, schema: text }] } },
      },
    })
    expect(breakingChanges(at('id'), at('itemId'))).toEqual([])
  })

  it('follows references, also of schemas that contain themselves', () => {
    const tree = (value: object): Sides => ({
      output: { $ref: '#/components/schemas/Tree' },
      components: {
        Tree: object({ value, children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } }),
      },
    })
    expect(changes(tree(text), tree(text))).toEqual([])
    expect(changes(tree(text), tree({ type: 'integer' }))[0]).toBe(
      "the answer 200, field 'value' is no longer string, but integer",
    )
  })
})
