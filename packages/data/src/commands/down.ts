import { UsageError } from 'vivace/cli'
import { migrateDown } from '../migrations/migrate.ts'
import { chosenDatabase, folderOf } from './chosen-databases.ts'
import { loadDatabases } from './load-databases.ts'
import type { MigrateStep } from './migrate-step.ts'
import { countOf, doneLine } from './texts.ts'
import { withEngine } from './with-engine.ts'

/** `vivace migrate down`: undoes the last migration, or all after a number. */
export const down: MigrateStep = async (given, tools, words) => {
  const to = numberOf(given.text('to'))
  await loadDatabases(tools, words)
  const database = chosenDatabase(given.text('folder'))
  const options = { folder: folderOf(database), ...(to === undefined ? {} : { to }) }
  const onDone = (done: Parameters<typeof doneLine>[0]): void => tools.print(doneLine(done))
  const undone = await withEngine(database, (engine) => migrateDown(engine, { ...options, onDone }))
  tools.print(undone.length === 0 ? 'Nothing was applied.' : `${countOf(undone.length)} undone.`)
  return 0
}

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,4}$/.test(text)) return Number(text)
  throw new UsageError(`--to ${text} is not the number of a migration: write 1 for 0001_create-users.sql.`)
}
