import { resolve } from 'node:path'
import { UsageError } from 'vivace/cli'
import { databases } from '../app/default-database.ts'
import type { DatabaseDefinition } from '../app/define-database.ts'
import { migrationsFolder } from '../migrations/migrations-folder.ts'

/**
 * The databases of the app, or the one whose migrations lie in a folder.
 *
 *     chosenDatabases('./migrations')    // [definition]
 *
 * Throws `UsageError` if there is none.
 */
export function chosenDatabases(folder: string | undefined): readonly DatabaseDefinition[] {
  const all = databases()
  if (folder === undefined) return all
  const chosen = all.filter((each) => folderOf(each) === resolve(folder))
  if (chosen.length > 0) return chosen
  const places = all.map(folderOf).join(', ')
  throw new UsageError(`No database of the app has its migrations in ${resolve(folder)}, but in: ${places}`)
}

/** The one database that is meant. Throws `UsageError` if the app has several and nobody says which. */
export function chosenDatabase(folder: string | undefined): DatabaseDefinition {
  const [first, ...others] = chosenDatabases(folder)
  if (first !== undefined && others.length === 0) return first
  throw new UsageError('The app declares several databases: say which one by --folder <its migrations>.')
}

/** Where the migrations of a database lie. */
export function folderOf({ options }: DatabaseDefinition): string {
  return resolve(migrationsFolder(options.migrations))
}
