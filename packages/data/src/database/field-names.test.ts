import { integer, pgSchema, pgTable, text } from 'drizzle-orm/pg-core'
import { describe, expect, it } from 'vitest'
import { fieldNames } from './field-names.ts'

const people = pgTable('people', { id: integer().primaryKey(), eMail: text('mail'), firstName: text() })
const archived = pgSchema('archive').table('archived', { bornIn: text('born_in') })

describe('fieldNames()', () => {
  it('gives a column the name that it has in the schema', () => {
    const nameOf = fieldNames({ people, archived, other: () => 'no table' })
    expect(nameOf('people', 'mail')).toBe('eMail')
    expect(nameOf('archived', 'born_in')).toBe('bornIn')
  })

  it('knows what casing makes of names that are not written', () => {
    expect(fieldNames({ people }, 'snake_case')('people', 'first_name')).toBe('firstName')
    expect(fieldNames({ people }, 'camelCase')('people', 'firstName')).toBe('firstName')
    expect(fieldNames({ people }, 'snake_case')('people', 'mail')).toBe('eMail')
  })

  it('leaves what it does not know as it is', () => {
    expect(fieldNames({ people })('strangers', 'mail')).toBe('mail')
    expect(fieldNames({})('people', 'mail')).toBe('mail')
  })
})
