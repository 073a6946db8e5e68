import { noPostgres, PostgresDatabase } from '@vivace/fixtures'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Engine } from '../../src/engine/engine.ts'
import { migrate, migrateDown } from '../../src/migrations/migrate.ts'
import { migrationStatus } from '../../src/migrations/migration-status.ts'
import { openEmbedded } from '../../src/embedded/open-embedded.ts'
import { openPostgres } from '../../src/postgres/open-postgres.ts'
import { MigrationsFolder } from './migrations-folder.ts'

const users = { '0001_create-users.sql': 'create table users (id int primary key, name text);' }
const ages = {
  '0002_add-age.sql':
    '-- one more\nalter table users add column age int;\nalter table users add check (age > 0);',
}

/** What holds for every engine. */
function migrating(open: () => Promise<Engine & { [Symbol.asyncDispose]?: () => Promise<void> }>): void {
  let engine: Engine
  beforeAll(async () => {
    engine = await open()
  })
  afterAll(() => engine.close())
  beforeEach(async () => {
    await ask('drop schema public cascade')
    await ask('create schema public')
  })

  const ask = async (text: string) => (await engine.run({ text, values: [] })).rows
  const columns = () =>
    ask(
      `select column_name::text from information_schema.columns where table_name = 'users' order by ordinal_position`,
    )
  const namesOf = (done: readonly { readonly name: string }[]) => done.map(({ name }) => name)

  it('applies what is pending, in order, once', async () => {
    using folder = new MigrationsFolder(users)
    expect(namesOf(await migrate(engine, { folder: folder.path }))).toEqual(['0001_create-users'])
    folder.write(ages)
    const told: string[] = []
    await migrate(engine, { folder: folder.path, onDone: ({ name }) => told.push(name) })
    expect(told).toEqual(['0002_add-age'])
    expect(await migrate(engine, { folder: folder.path })).toEqual([])
    expect(await columns()).toEqual([['id'], ['name'], ['age']])
  })

  it('says what was applied and what is pending, and changes nothing by that', async () => {
    using folder = new MigrationsFolder({ ...users, ...ages })
    const before = await migrationStatus(engine, folder.path)
    expect([before.applied, before.pending]).toEqual([[], ['0001_create-users', '0002_add-age']])
    expect(await ask(`select to_regclass('vivace_migrations')`)).toEqual([[null]])
    await migrate(engine, { folder: folder.path })
    const after = await migrationStatus(engine, folder.path)
    expect([namesOf(after.applied), after.pending, after.fault]).toEqual([
      ['0001_create-users', '0002_add-age'],
      [],
      undefined,
    ])
    expect(Math.abs((after.applied[0]?.appliedAt.getTime() ?? 0) - Date.now())).toBeLessThan(600_000)
  })

  it('keeps nothing of a file that fails, says where it is wrong, and goes on from there', async () => {
    using folder = new MigrationsFolder({
      ...users,
      '0002_add-age.sql':
        'alter table users add column age int;\n\nalter table users\n  add column what nothing;',
    })
    await expect(migrate(engine, { folder: folder.path })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      where: expect.stringMatching(/0002_add-age\.sql, line 4$/),
      message: expect.stringContaining('type "nothing" does not exist. Nothing of this file was kept'),
    })
    expect(await columns()).toEqual([['id'], ['name']])
    folder.write(ages)
    expect(namesOf(await migrate(engine, { folder: folder.path }))).toEqual(['0002_add-age'])
  })

  it('runs a file without a transaction if it says so', async () => {
    const index = 'create index concurrently users_name on users (name)'
    using folder = new MigrationsFolder({
      ...users,
      '0002_index-name.sql': `-- vivace: no transaction\n${index};\nselect 1 / 0;`,
    })
    await expect(migrate(engine, { folder: folder.path })).rejects.toThrow(
      '1 of its 2 statements were done before and are kept',
    )
    folder.write({
      '0002_index-name.sql': `-- vivace: no transaction\n${index.replace('users_name', 'if not exists users_name')};`,
    })
    expect(namesOf(await migrate(engine, { folder: folder.path }))).toEqual(['0002_index-name'])
  })

  it('does not apply what nobody has written yet', async () => {
    using folder = new MigrationsFolder({ ...users, '0002_fill.sql': '-- Write the statements here.\n' })
    await expect(migrate(engine, { folder: folder.path })).rejects.toThrow(
      /0002_fill\.sql: it has no statement: nobody has written it yet/,
    )
    folder.write({ '0002_fill.sql': 'insert into users values (1);' })
    expect(namesOf(await migrate(engine, { folder: folder.path }))).toHaveLength(2)
  })

  it('refuses to go on when files and database have parted', async () => {
    using folder = new MigrationsFolder({ ...users, ...ages })
    await migrate(engine, { folder: folder.path })
    const refusal = async () => (await migrationStatus(engine, folder.path)).fault
    folder.write({ '0002_add-age.sql': 'select 1' })
    expect(await refusal()).toMatch(/0002_add-age\.sql: it was changed after the database has had it/)
    await expect(migrate(engine, { folder: folder.path })).rejects.toThrow('was changed')
    folder.remove('0002_add-age.sql')
    expect(await refusal()).toMatch('migration 0002_add-age: the database has had it, and its file is gone')
    folder.write({ '0002_add-age.sql': ages['0002_add-age.sql'].replaceAll('\n', '\r\n') })
    expect(await refusal()).toBeUndefined()
    folder.write({ '0000_late.sql': 'select 1' })
    expect(await refusal()).toMatch(/0000_late\.sql: it comes before 0002_add-age\.sql/)
  })

  it('is done once by processes that start together', async () => {
    using folder = new MigrationsFolder({ ...users, ...ages })
    const all = await Promise.all(Array.from({ length: 5 }, () => migrate(engine, { folder: folder.path })))
    expect(all.flatMap(namesOf).sort()).toEqual(['0001_create-users', '0002_add-age'])
  })

  it('makes an index concurrently while others wait for their turn', async () => {
    using folder = new MigrationsFolder({
      ...users,
      '0002_index-name.sql': `-- vivace: no transaction
        select pg_sleep(0.2);
        create index concurrently users_name on users (name);`,
    })
    const all = await Promise.all([1, 2, 3].map(() => migrate(engine, { folder: folder.path })))
    expect(all.flatMap(namesOf).sort()).toEqual(['0001_create-users', '0002_index-name'])
  })

  it('undoes the last, or all after a number, where somebody has written how', async () => {
    using folder = new MigrationsFolder({
      ...users,
      ...ages,
      '0001_create-users.down.sql': 'drop table users;',
      '0002_add-age.down.sql': 'alter table users drop column age;',
      '0003_none.sql': 'select 1',
    })
    await migrate(engine, { folder: folder.path })
    await expect(migrateDown(engine, { folder: folder.path, to: 0 })).rejects.toThrow(
      'write 0003_none.down.sql beside it',
    )
    expect(await columns()).toHaveLength(3)
    folder.write({ '0003_none.down.sql': '' })
    expect(namesOf(await migrateDown(engine, { folder: folder.path }))).toEqual(['0003_none'])
    expect(namesOf(await migrateDown(engine, { folder: folder.path, to: 0 }))).toEqual([
      '0002_add-age',
      '0001_create-users',
    ])
    expect(await columns()).toEqual([])
    expect(await migrate(engine, { folder: folder.path })).toHaveLength(3)
  })

  it('leaves nothing of its session behind', async () => {
    using folder = new MigrationsFolder({
      '0001_path.sql': `select set_config('search_path', '', false), set_config('app.tenant', '7', false)`,
    })
    const session = () =>
      ask(
        `select current_setting('search_path'), current_setting('statement_timeout'), current_setting('app.tenant', true)`,
      )
    const [[path, timeout] = []] = await session()
    await migrate(engine, { folder: folder.path })
    expect(await session()).toEqual([[path, timeout, '']])
    expect((await migrationStatus(engine, folder.path)).pending).toEqual([])
  })
}

describe('migrations of an embedded database', () => {
  migrating(() => openEmbedded({ directory: 'memory' }))
})

describe.skipIf(noPostgres !== undefined)('migrations of PostgreSQL', () => {
  let database: PostgresDatabase
  beforeAll(async () => {
    database = await PostgresDatabase.open()
  })
  afterAll(() => database[Symbol.asyncDispose]())
  migrating(() => openPostgres({ url: database.url }))

  it('says that the database cannot be reached', async () => {
    const engine = await openPostgres({ url: 'postgres://nobody@127.0.0.1:1/none' })
    await expect(migrate(engine)).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining('the database cannot be reached: connect ECONNREFUSED 127.0.0.1:1'),
    })
    await engine.close()
  })

  it('says when another process takes too long', async () => {
    using folder = new MigrationsFolder(users)
    const engine = await openPostgres({ url: database.url })
    const other = await engine.connect()
    await other.run({ text: 'select pg_advisory_lock(1986618998, 1835624306)', values: [] })
    await expect(migrate(engine, { folder: folder.path, lockTimeout: '150ms' })).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining(
        'another process has been migrating this database for more than 0.15 s',
      ),
    })
    other.release(true)
    await engine.close()
  })
})
