import { relative } from 'node:path'
import { UsageError } from 'vivace/cli'
import type { DatabaseDefinition } from '../app/define-database.ts'
import { createEmptyMigration, createMigration } from '../snapshots/create-migration.ts'
import { chosenDatabase, folderOf } from './chosen-databases.ts'
import { loadDatabases } from './load-databases.ts'
import type { MigrateStep } from './migrate-step.ts'
import { tablesOf } from './tables-of.ts'

/** `vivace migrate create`: writes a migration. */
export const create: MigrateStep = async (given, tools, [name, ...words]) => {
  if (name === undefined) throw new UsageError('Say what the migration does: vivace migrate create add-age')
  const [isEmpty, isByHand] = [given.flag('empty'), given.flag('by-hand')]
  if (isEmpty && isByHand) throw new UsageError('Use --empty or --by-hand: each writes an empty file.')
  await loadDatabases(tools, words)
  const database = chosenDatabase(given.text('folder'))
  const files = isEmpty
    ? await createEmptyMigration({ folder: folderOf(database), name })
    : await createFor(database, { name, isByHand })
  for (const file of files) tools.print(`Wrote ${relative(process.cwd(), file)}`)
  if (files.length === 0) tools.print('Nothing to write: the migrations make these tables.')
  else tools.tell('Read it before it is applied: nobody knows your data but you.')
  return 0
}

function createFor(
  database: DatabaseDefinition,
  { name, isByHand }: { readonly name: string; readonly isByHand: boolean },
): Promise<string[]> {
  return createMigration({
    folder: folderOf(database),
    name,
    ...tablesOf(database),
    ...(isByHand ? { by: 'hand' } : {}),
  })
}
