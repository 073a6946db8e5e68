import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DefinitionError } from 'vivace'
import type { Snapshot } from './snapshot.ts'

const pattern = /^\d{4}_snapshot\.json$/

/** The path of the snapshot of a migration: `meta/0001_snapshot.json`. */
export function snapshotFile(folder: string, number: number): string {
  return join(folder, 'meta', `${String(number).padStart(4, '0')}_snapshot.json`)
}

/** A snapshot, and the file that it is kept in. */
export interface KeptSnapshot {
  readonly file: string
  readonly snapshot: Snapshot
}

/**
 * The last snapshot of a folder of migrations; `undefined` if it has none.
 *
 *     await lastSnapshot('/shop/migrations')    // { file: '/shop/migrations/meta/0003_snapshot.json', … }
 *
 * Throws `DefinitionError` MIGRATIONS_INVALID if it cannot be read.
 */
export async function lastSnapshot(folder: string): Promise<KeptSnapshot | undefined> {
  const files = await readdir(join(folder, 'meta')).catch(() => [])
  const last = files
    .filter((file) => pattern.test(file))
    .sort()
    .at(-1)
  if (last === undefined) return undefined
  const file = join(folder, 'meta', last)
  try {
    // What drizzle-kit has written; it judges it itself before it compares.
    return { file, snapshot: JSON.parse(await readFile(file, 'utf8')) as Snapshot }
  } catch (error) {
    throw new DefinitionError(
      {
        code: 'MIGRATIONS_INVALID',
        where: file,
        cause: 'it is no JSON, perhaps because two branches were merged',
        remedy:
          'take the one of the branch that was merged first, delete the other migration, and create it anew',
      },
      { cause: error },
    )
  }
}

/** Writes a snapshot, and the folder `meta` if there is none. */
export async function writeSnapshot(file: string, snapshot: Snapshot): Promise<void> {
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, `${JSON.stringify(snapshot, null, 2)}\n`)
}
