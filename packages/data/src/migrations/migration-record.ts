import type { Runner } from '../engine/engine.ts'
import type { AppliedMigration, Migration } from './migration.ts'

const table = 'vivace_migrations'

/**
 * Which migrations a database has had: its table `vivace_migrations`, in the schema where tables are made that name
 * none. There it is gone when that schema is dropped, together with what it tells of.
 *
 *     const record = await openRecord(connection)
 *     await record.list()
 */
export class MigrationRecord {
  readonly #runner: Runner
  /** Qualified: a migration may change the search path. */
  readonly #table: string

  constructor(runner: Runner, schema: string) {
    this.#runner = runner
    this.#table = `"${schema.replaceAll('"', '""')}".${table}`
  }

  async create(): Promise<void> {
    await this.#run(
      `create table if not exists ${this.#table} (name text primary key, checksum text not null, ` +
        `applied_at timestamptz not null default now(), duration_ms integer not null)`,
    )
  }

  /** In the order of their names; none if there is no table yet. */
  async list(): Promise<AppliedMigration[]> {
    const [[isThere] = []] = await this.#run('select to_regclass($1) is not null', [this.#table])
    if (isThere !== true) return []
    const rows = await this.#run(
      `select name, checksum, (extract(epoch from applied_at) * 1000)::float8, duration_ms from ${this.#table} ` +
        'order by name collate "C"',
    )
    return rows.map(([name, checksum, time, duration]) => ({
      name: String(name),
      checksum: String(checksum),
      appliedAt: new Date(Number(time)),
      duration: Number(duration),
    }))
  }

  async add({ name, checksum }: Migration, duration: number): Promise<void> {
    const columns = '(name, checksum, duration_ms) values ($1, $2, $3::integer)'
    await this.#run(`insert into ${this.#table} ${columns}`, [name, checksum, Math.round(duration)])
  }

  async remove(name: string): Promise<void> {
    await this.#run(`delete from ${this.#table} where name = $1`, [name])
  }

  async #run(text: string, values: readonly unknown[] = []): Promise<readonly (readonly unknown[])[]> {
    return (await this.#runner.run({ text, values })).rows
  }
}

/** The record of a database, in the first schema of the search path of this connection. */
export async function openRecord(runner: Runner): Promise<MigrationRecord> {
  const { rows } = await runner.run({ text: "select coalesce(current_schema(), 'public')", values: [] })
  return new MigrationRecord(runner, String(rows[0]?.[0]))
}
