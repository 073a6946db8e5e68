import { relative } from 'node:path'
import type { CommandTools } from 'vivace/cli'
import type { DatabaseDefinition } from '../app/define-database.ts'
import { readMigrations } from '../migrations/read-migrations.ts'
import { findDrift } from '../snapshots/find-drift.ts'
import { chosenDatabases, folderOf } from './chosen-databases.ts'
import { loadDatabases } from './load-databases.ts'
import type { MigrateStep } from './migrate-step.ts'
import { tablesOf } from './tables-of.ts'

/** `vivace migrate check`: whether the files are migrations, and make the tables of now. Needs no database. */
export const check: MigrateStep = async (given, tools, words) => {
  await loadDatabases(tools, words)
  let count = 0
  for (const database of chosenDatabases(given.text('folder'))) count += await report(database, tools)
  if (count === 0) tools.print('No drift: the migrations make these tables.')
  return count === 0 ? 0 : 1
}

async function report(database: DatabaseDefinition, { print }: CommandTools): Promise<number> {
  const folder = folderOf(database)
  await readMigrations(folder)
  const drift = await findDrift(folder, tablesOf(database))
  for (const what of drift) print(`drift: ${what} is not what ${relative(process.cwd(), folder)} makes`)
  if (drift.length > 0) print('To write what is missing: vivace migrate create <name>')
  return drift.length
}
