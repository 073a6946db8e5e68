import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { otherVersion } from './embedded-faults.ts'
import { readTar } from './tar.ts'
import { postgresVersion, readTemplate } from './template.ts'

/**
 * Makes the directory of a new database from the template, if there is none yet. It appears under its name when it is
 * complete, so that whoever is killed in between leaves nothing that looks like a database. Whoever calls it has the lock.
 *
 *     await createDirectory('.vivace/data')
 *
 * Rejects with `DefinitionError` DATABASE_INVALID where another version of PostgreSQL has written it.
 */
export async function createDirectory(directory: string): Promise<void> {
  const version = join(directory, 'PG_VERSION')
  if (existsSync(version)) return checkVersion(directory, await readFile(version, 'utf8'))
  const unfinished = `${directory}.new`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  for (const { path, isFolder, content } of readTar(await readTemplate())) {
    const target = join(unfinished, path)
    await (isFolder ? mkdir(target, { mode: 0o700 }) : writeFile(target, content, { mode: 0o600 }))
  }
  // Fails where there is something else under this name, and leaves that alone.
  await rename(unfinished, directory)
}

function checkVersion(directory: string, text: string): void {
  const found = text.trim()
  if (found !== postgresVersion) throw otherVersion(directory, { found, own: postgresVersion })
}
