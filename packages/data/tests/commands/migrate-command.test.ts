import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { migrate } from '@vivace/data/commands'
import { integer, pgTable, text } from 'drizzle-orm/pg-core'
import { App } from 'vivace'
import type { Given } from 'vivace/cli'
import { describe, expect, it } from 'vitest'
import { definedDatabases, defineDatabase } from '../../src/app/define-database.ts'
import { MigrationsFolder } from '../migrations/migrations-folder.ts'

const app = new App({ title: 'Shop', version: '1.0.0' })
const users = pgTable('users', { id: integer().primaryKey() })
const aged = pgTable('users', { id: integer().primaryKey(), age: integer() })
const todos = pgTable('todos', { id: integer().primaryKey(), title: text().notNull() })

/** Runs `vivace migrate …` on the databases that were declared, and answers what it wrote. */
async function run(...args: string[]) {
  const lines: string[] = []
  const told: string[] = []
  const options = new Map(
    args.filter((arg) => arg.startsWith('--')).map((arg) => [arg.slice(2).split('=')[0], arg.split('=')[1]]),
  )
  const words = args.filter((arg) => !arg.startsWith('--'))
  const given: Given = {
    words,
    file: words[0],
    text: (name) => options.get(name),
    flag: (name) => options.has(name),
  }
  const code = await migrate.run(given, {
    // The databases are declared by the test.
    loadApp: () => Promise.resolve({ app, file: 'app.ts', options: undefined }),
    print: (line = '') => lines.push(line),
    tell: (line) => told.push(line),
  })
  return { code, lines, told }
}

/** Declares a database as the only one of the app. */
function declare(options: Parameters<typeof defineDatabase>[0]): void {
  definedDatabases.clear()
  defineDatabase(options)
}

describe('vivace migrate', () => {
  it('creates what the tables need, and finds what no migration makes, without a database', async () => {
    using folder = new MigrationsFolder()
    const at = { url: 'postgres://nobody@127.0.0.1:1/none', migrations: folder.path }
    declare({ ...at, schema: { users } })
    expect(await run('check')).toMatchObject({
      code: 1,
      lines: [
        expect.stringMatching(/^drift: tables public\.users is not what .* makes$/),
        'To write what is missing: vivace migrate create <name>',
      ],
    })
    expect((await run('create', 'create-users')).lines).toEqual([
      expect.stringMatching(/^Wrote .*0001_create-users\.sql$/),
    ])
    expect(await run('check')).toMatchObject({
      code: 0,
      lines: ['No drift: the migrations make these tables.'],
    })
    expect((await run('create', 'again')).lines).toEqual([
      'Nothing to write: the migrations make these tables.',
    ])
    declare({ ...at, schema: { users: aged } })
    expect((await run('create', 'fill', '--empty')).lines).toEqual([expect.stringContaining('0002_fill.sql')])
    expect((await run('create', 'add-age', '--by-hand')).lines).toEqual([
      expect.stringContaining('0003_add-age.sql'),
    ])
    expect((await run('check')).code).toBe(0)
  })

  it.skipIf(noPostgres !== undefined)('applies what is pending, tells of it, and undoes it', async () => {
    await using database = await PostgresDatabase.open()
    using folder = new MigrationsFolder({
      '0001_create-users.sql': 'create table users (id int);',
      '0002_add-age.sql': 'alter table users add column age int;',
      '0002_add-age.down.sql': 'alter table users drop column age;',
    })
    declare({ url: database.url, migrations: folder.path })
    expect(await run('status')).toMatchObject({
      code: 1,
      lines: [
        expect.stringMatching(/: 0 migrations were applied, 2 pending$/),
        '  0001_create-users  pending',
        '  0002_add-age       pending',
      ],
    })
    const done = [
      expect.stringMatching(/^0001_create-users {2}\d+ ms$/),
      expect.stringMatching(/^0002_add-age {2}\d+ ms$/),
    ]
    expect(await run()).toMatchObject({ code: 0, lines: [...done, '2 migrations were applied.'] })
    expect(await run('up')).toMatchObject({ code: 0, lines: ['Nothing was pending.'] })
    expect(await run('status')).toMatchObject({
      code: 0,
      lines: [
        expect.stringMatching('2 migrations were applied, 0 pending'),
        expect.stringMatching(/^ {2}0001_create-users {2}20\d\d-/),
        expect.anything(),
      ],
    })
    expect(await run('down')).toMatchObject({
      code: 0,
      lines: [expect.stringContaining('0002_add-age'), '1 migration was undone.'],
    })
    await expect(run('down', '--to=0')).rejects.toThrow('write 0001_create-users.down.sql beside it')
    folder.write({ '0001_create-users.sql': 'select 1' })
    expect(await run('status')).toMatchObject({
      code: 1,
      told: [expect.stringContaining('it was changed after the database has had it')],
    })
  })

  it('says how it is called', async () => {
    declare({ url: 'memory:' })
    await expect(run('create')).rejects.toThrow('vivace migrate create add-age')
    await expect(run('undo', 'app.ts')).rejects.toThrow(
      'vivace migrate has no "undo": it is one of up, status, create, check, down.',
    )
    await expect(run('status', 'one.ts', 'other.ts')).rejects.toThrow('takes one file')
    await expect(run('down', '--to=first')).rejects.toThrow('--to first is not the number of a migration')
    await expect(run('check')).rejects.toThrow('write `defineDatabase({ schema })`')
    await expect(run('create', 'a', '--empty', '--by-hand')).rejects.toThrow('--empty or --by-hand')
  })

  it('works on one of several databases, by the folder of its migrations', async () => {
    using one = new MigrationsFolder()
    using other = new MigrationsFolder()
    declare({ migrations: one.path, schema: { users } })
    defineDatabase({ migrations: other.path, schema: { todos } })
    await expect(run('create', 'begin')).rejects.toThrow('say which one by --folder')
    expect((await run('create', 'begin', `--folder=${other.path}`)).code).toBe(0)
    expect((await run('check')).lines[0]).toContain('tables public.users')
    await expect(run('status', '--folder=/none')).rejects.toThrow('has its migrations in /none, but in: ')
  })
})
