import { describe, expect, it } from 'vitest'
import { readMigrations } from '../../src/migrations/read-migrations.ts'
import { MigrationsFolder } from './migrations-folder.ts'

describe('readMigrations()', () => {
  it('reads SQL files in the order of their numbers, and what undoes them', async () => {
    using folder = new MigrationsFolder({
      '0002_b.sql': 'select 2',
      '0001_a.sql': 'select 1; select 2',
      '0001_a.down.sql': 'select 3',
      'README.md': '',
    })
    const migrations = await readMigrations(folder.path)
    expect(migrations.map(({ number, name, down }) => [number, name, down?.statements.length])).toEqual([
      [1, '0001_a', 1],
      [2, '0002_b', undefined],
    ])
  })

  it('finds none where there is no folder', async () => {
    expect(await readMigrations('/there/is/none')).toEqual([])
  })

  it('knows a text by its checksum, whatever its lines end with', async () => {
    using one = new MigrationsFolder({ '0001_a.sql': 'select 1;\nselect 2;\n' })
    using other = new MigrationsFolder({ '0001_a.sql': 'select 1;\r\nselect 2;\r\n' })
    const checksum = async (folder: MigrationsFolder) => (await readMigrations(folder.path))[0]?.checksum
    expect(await checksum(one)).toMatch(/^[0-9a-f]{64}$/)
    expect(await checksum(one)).toBe(await checksum(other))
  })

  it.each([
    ['a name without a number', { 'users.sql': '' }, /users\.sql: it is not called as a migration is/],
    [
      'two with one number',
      { '0001_a.sql': '', '0001_b.sql': '' },
      /0001_b\.sql: it has the number of 0001_a\.sql/,
    ],
    [
      'what undoes nothing',
      { '0001_a.down.sql': '' },
      /0001_a\.down\.sql: it undoes 0001_a\.sql, which is not there/,
    ],
    [
      'a transaction of its own',
      { '0001_a.sql': 'select 1;\ncommit;' },
      /0001_a\.sql, line 2: it begins or ends a transaction/,
    ],
  ])('refuses %s', async (_, files, message) => {
    using folder = new MigrationsFolder(files)
    await expect(readMigrations(folder.path)).rejects.toMatchObject({
      name: 'DefinitionError',
      code: 'MIGRATIONS_INVALID',
      message: expect.stringMatching(message),
    })
  })
})
