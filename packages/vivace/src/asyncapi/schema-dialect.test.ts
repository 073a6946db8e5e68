import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import type { JsonSchema } from '../schema/index.ts'
import { toSchemaDialect } from './schema-dialect.ts'

const takes = (schema: JsonSchema, value: unknown): boolean =>
  new Ajv({ strict: false }).validate(toSchemaDialect(schema), value)

describe('a schema of draft 2020-12, read as draft-07', () => {
  it('takes the same tuples', () => {
    const pair: JsonSchema = {
      type: 'array',
      prefixItems: [{ type: 'string' }, { type: 'number' }],
      items: false,
    }
    expect(
      [
        ['a', 1],
        ['a', 'b'],
        ['a', 1, 2],
      ].map((value) => takes(pair, value)),
    ).toEqual([true, false, false])
  })

  it('counts what stands beside a reference', () => {
    const schema: JsonSchema = {
      definitions: { Name: { type: 'string' } },
      properties: { name: { $ref: '#/definitions/Name', maxLength: 2 } },
    }
    expect(['ab', 'abc', 1].map((name) => takes(schema, { name }))).toEqual([true, false, false])
  })

  it('keeps what depends on another member', () => {
    const schema: JsonSchema = {
      dependentRequired: { card: ['street'] },
      dependentSchemas: { gift: { required: ['for'] } },
    }
    expect([{ card: 1 }, { card: 1, street: 1 }, { gift: 1 }].map((value) => takes(schema, value))).toEqual([
      false,
      true,
      false,
    ])
  })

  it('loses only what would narrow it', () => {
    const schema = {
      type: 'array',
      contains: { type: 'string' },
      minContains: 2,
      unevaluatedItems: false,
    } as const
    expect(toSchemaDialect(schema)).toEqual({ type: 'array', contains: { type: 'string' } })
  })

  it('names what tells the members of a union apart', () => {
    expect(toSchemaDialect({ discriminator: { propertyName: 'kind' } })).toEqual({ discriminator: 'kind' })
    expect(toSchemaDialect({ discriminator: {} })).toEqual({})
  })
})
