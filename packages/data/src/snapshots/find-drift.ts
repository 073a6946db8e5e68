import { differencesBetween } from './compare-snapshots.ts'
import { loadDrizzleKit, type Tables, takeSnapshot } from './drizzle-kit.ts'
import { lastSnapshot } from './snapshot-files.ts'

/**
 * What of the tables no migration makes: what `createMigration` would write about. Needs no database.
 *
 *     await findDrift('./migrations', { schema })    // ['tables public.users']
 */
export async function findDrift(folder: string, tables: Tables): Promise<string[]> {
  const kit = await loadDrizzleKit()
  const previous = (await lastSnapshot(folder))?.snapshot ?? takeSnapshot(kit, { schema: {} })
  return differencesBetween(previous, takeSnapshot(kit, tables, previous.id))
}
