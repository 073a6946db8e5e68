import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { newKeyRing } from './new-key-ring.ts'

const name = 'auth-keys.json'

/**
 * The keys that development keeps in a folder, so that a restart logs nobody out: made when they are first asked for,
 * readable by their owner alone, and hidden from git. Of several processes that begin at once all get the same.
 */
export async function keptKeys(directory: string): Promise<string> {
  const path = join(directory, name)
  return (await readIfThere(path)) ?? (await make(directory, path))
}

async function make(directory: string, path: string): Promise<string> {
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, '.gitignore'), '*\n', { flag: 'wx' }).catch(unlessThere)
  const draft = `${path}.${randomUUID()}`
  try {
    await writeFile(draft, `${JSON.stringify(await newKeyRing(), null, 2)}\n`, { mode: 0o600 })
    // What umask or the file system made of the mode; Windows has none.
    await chmod(draft, 0o600)
    // Unlike a rename, a link fails where another process was first, and never shows half a file.
    await link(draft, path).catch(unlessThere)
  } finally {
    await rm(draft, { force: true })
  }
  return await readFile(path, 'utf8')
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function unlessThere(error: unknown): void {
  if (!isCode(error, 'EEXIST')) throw error
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
