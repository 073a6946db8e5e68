import { describe, expect, it } from 'vitest'
import { violatedColumns } from './violated-columns.ts'

describe('violatedColumns()', () => {
  it.each([
    ['Key (email)=(a@b.co) already exists.', ['email']],
    ['Key (tenant_id, email)=(7, a)=(b) already exists.', ['tenant_id', 'email']],
    ['Schlüssel »(email)=(a@b.co)« existiert bereits.', ['email']],
    ['Key ("eMail", "a, b")=(x, y) already exists.', ['eMail', 'a, b']],
    ['Key (lower(email::text))=(a@b.co) already exists.', ['email']],
    ['Key (tenant, lower((e_mail)::text))=(1, a) already exists.', ['tenant', 'e_mail']],
    ['Key (owner_id)=(7) is not present in table "people".', ['owner_id']],
    [
      'Key (room, during)=(1, [a,b)) conflicts with existing key (room, during)=(1, [a,c)).',
      ['room', 'during'],
    ],
    ['nothing that it knows', []],
    [undefined, []],
  ])('reads the columns and not the values: %s', (detail, columns) => {
    const found = violatedColumns(Object.assign(new Error('duplicate key'), { detail, table: 'people' }))
    expect(found).toEqual({ table: 'people', columns })
  })
})
