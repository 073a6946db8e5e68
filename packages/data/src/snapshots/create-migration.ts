import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from 'vivace/cli'
import { readMigrations } from '../migrations/read-migrations.ts'
import { differencesBetween, possibleRenames } from './compare-snapshots.ts'
import { loadDrizzleKit, type Tables, takeSnapshot } from './drizzle-kit.ts'
import { migrationTexts } from './migration-texts.ts'

import { lastSnapshot, snapshotFile, writeSnapshot } from './snapshot-files.ts'

/** What a migration is made of. */
export interface CreateOptions extends Tables {
  /** The folder of the migrations. */
  readonly folder: string
  /** What it does, in a word or two: `add-age`. */
  readonly name: string
  /** Who writes the SQL; drizzle-kit if absent. */
  readonly by?: 'hand'
}

/**
 * Writes the migration between the tables of the last snapshot and those of now, and the new snapshot. Answers the files
 * of SQL: none if nothing has changed, two if an index is made `concurrently`, which no transaction may do.
 *
 *     await createMigration({ folder: './migrations', name: 'add-age', schema })    // ['migrations/0002_add-age.sql']
 *
 * By hand, the file is empty, and the snapshot is that of now: for what drizzle-kit cannot know. Throws `UsageError` if
 * something may have been renamed and there is no terminal to ask at.
 */
export async function createMigration({ folder, name, by, ...tables }: CreateOptions): Promise<string[]> {
  const kit = await loadDrizzleKit()
  const kept = await lastSnapshot(folder)
  const previous = kept?.snapshot ?? takeSnapshot(kit, { schema: {} })
  const current = takeSnapshot(kit, tables, previous.id)
  if (differencesBetween(previous, current).length === 0) return []
  if (by !== 'hand') requireNoQuestion(possibleRenames(previous, current))
  const texts = by === 'hand' ? [emptyText] : migrationTexts(await kit.generateMigration(previous, current))
  // Nothing that SQL could say: the snapshot alone has changed.
  if (texts.length === 0 && kept !== undefined) await writeSnapshot(kept.file, current)
  if (texts.length === 0) return []
  const { files, last } = await writeTexts({ folder, name, texts })
  await writeSnapshot(snapshotFile(folder, last), current)
  return files
}

/** Writes a migration without a statement, for data: the tables stay what they are. Answers its file. */
export async function createEmptyMigration({
  folder,
  name,
}: Pick<CreateOptions, 'folder' | 'name'>): Promise<string[]> {
  return (await writeTexts({ folder, name, texts: [emptyText] })).files
}

const emptyText = '-- Write the statements here; they run in one transaction.\n'

async function writeTexts({
  folder,
  name,
  texts,
}: {
  readonly folder: string
  readonly name: string
  readonly texts: readonly string[]
}): Promise<{ readonly files: string[]; readonly last: number }> {
  if (!/^[a-z0-9][\w-]*$/i.test(name))
    throw new UsageError(
      `"${name}" is no name of a migration: use letters, digits and hyphens, as in add-age`,
    )
  const before = (await readMigrations(folder)).at(-1)?.number ?? 0
  await mkdir(folder, { recursive: true })
  const files: string[] = []
  for (const [at, text] of texts.entries()) {
    const number = String(before + at + 1).padStart(4, '0')
    const file = join(folder, `${number}_${name}${at === 0 ? '' : '-concurrently'}.sql`)
    await writeFile(file, text, { flag: 'wx' })
    files.push(file)
  }
  return { files, last: before + texts.length }
}

function requireNoQuestion(questions: readonly string[]): void {
  if (questions.length === 0 || (process.stdin.isTTY && process.stdout.isTTY)) return
  throw new UsageError(
    [
      'Something is gone and something is new: only you know whether it was renamed.',
      ...questions.map((question) => `    ${question}`),
      'Run this at a terminal, which asks you; or with --by-hand, and write `alter table … rename …` yourself.',
    ].join('\n'),
  )
}
