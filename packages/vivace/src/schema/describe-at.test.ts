import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import * as mini from 'zod/mini'
import { DefinitionError } from '../errors/index.ts'
import { describeAt } from './describe-at.ts'
import type { Schema } from './schema.ts'

function refusal(schema: Schema): unknown {
  try {
    return describeAt("GET /items, input 'at'", schema, 'input')
  } catch (error) {
    return error
  }
}

describe('describeAt()', () => {
  it('describes a schema', () => {
    expect(describeAt('GET /items', z.int(), 'input')).toEqual({ type: 'integer' })
  })

  it('says where a schema is that cannot be described', () => {
    expect(refusal(z.date())).toBeInstanceOf(DefinitionError)
    expect(refusal(z.date())).toMatchObject({
      code: 'SCHEMA_NOT_DESCRIBABLE',
      where: "GET /items, input 'at'",
      remedy: expect.stringContaining('z.iso.datetime()'),
    })
  })

  it('says where a schema is that does not describe itself', () => {
    // What the compiler refuses, for those who write JavaScript.
    expect(refusal(mini.string() as unknown as Schema)).toMatchObject({
      code: 'SCHEMA_NOT_STANDARD',
      where: "GET /items, input 'at'",
      remedy: expect.stringContaining('z.toJSONSchema(schema)'),
    })
  })

  it('passes other errors on', () => {
    const schema = z.int()
    Object.defineProperty(schema, '~standard', {
      get() {
        throw new RangeError('broken')
      },
    })
    expect(refusal(schema)).toBeInstanceOf(RangeError)
  })
})
