import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { alreadyOpen } from './embedded-faults.ts'
import type { LockHolder } from './lock-holder.ts'
import { lifeOf, ownIdentity, type ProcessIdentity } from './process-identity.ts'

/** For so many milliseconds one of several that begin together goes on trying. */
const patience = 500

/**
 * Makes a directory this process's own, until the lock is released or the process ends.
 *
 *     const release = await lockDirectory('.vivace/data')
 *     release()
 *
 * Beside the directory is a folder, `.vivace/data.lock`, in which each process that wants it has a file of its own. First it
 * writes the file, then it looks at those of others; so of two, one at least sees the other and steps back. A file of a
 * process that is dead is removed by whoever sees it. No other process has a file of that name, so that nobody's lock
 * can be removed by mistake, as it can be where all want one and the same file. Rejects with `DefinitionError`
 * EMBEDDED_DATABASE_SHARED.
 */
export async function lockDirectory(directory: string): Promise<() => void> {
  const folder = `${directory}.lock`
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  for (const until = performance.now() + patience; ;) {
    const file = claim(folder)
    const others = rivals(folder, file)
    const holder = others.find((other) => existsSync(held(other.file)))
    if (others.length === 0) return hold(file)
    rmSync(file)
    if (holder !== undefined || performance.now() > until) throw alreadyOpen(directory, holder ?? others[0])
    // They have begun together. Not for the same time, or they would meet again.
    await delay(5 + Math.random() * 45)
  }
}

/** What says that the owner of a file has the directory, and is not only asking for it. */
const held = (file: string): string => `${file}.held`

function claim(folder: string): string {
  const file = join(folder, `${process.pid}-${randomBytes(6).toString('hex')}`)
  const unfinished = `${file}.new`
  writeFileSync(unfinished, JSON.stringify(ownIdentity()), { flag: 'wx', mode: 0o600 })
  // Whoever sees it under its name can read all of it.
  renameSync(unfinished, file)
  return file
}

function hold(file: string): () => void {
  writeFileSync(held(file), '', { flag: 'wx', mode: 0o600 })
  const release = (): void => {
    process.removeListener('exit', release)
    rmSync(held(file), { force: true })
    rmSync(file, { force: true })
  }
  process.once('exit', release)
  return release
}

/** The others that may be alive. What the dead have left is removed. */
function rivals(folder: string, own: string): LockHolder[] {
  const files = readdirSync(folder)
    .filter((name) => /^\d+-[0-9a-f]+$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => file !== own)
  return files.flatMap((file) => {
    const holder = readHolder(file)
    if (holder === undefined) return []
    if (lifeOf(holder) !== 'dead') return [holder]
    rmSync(held(file), { force: true })
    rmSync(file, { force: true })
    return []
  })
}

/** `undefined` if it was released since it was seen. */
function readHolder(file: string): LockHolder | undefined {
  if (!existsSync(file)) return undefined
  // It is ours: `claim` has written it.
  const identity = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity
  return { ...identity, file }
}
