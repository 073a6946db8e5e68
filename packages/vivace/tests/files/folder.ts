import { mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** When the files of a test folder were last modified, as headers say it. */
export const modified = 'Sat, 21 Nov 2020 10:00:00 GMT'

/** A folder with files, for one test or, with `keep`, for all of a file. */
export function testFolder(files: Readonly<Record<string, string | Uint8Array>>, keep = false): string {
  const folder = mkdtempSync(join(tmpdir(), 'vivace-files-'))
  for (const [path, content] of Object.entries(files)) writeTestFile(join(folder, path), content)
  if (!keep) onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Writes a file that has not changed for long, so that its tag is a strong one. */
export function writeTestFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  utimesSync(path, new Date(modified), new Date(modified))
}

/** Which files of a folder this process has open; `undefined` where the system does not tell. */
export function openFilesIn(folder: string): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined
  return readdirSync('/proc/self/fd').flatMap((number) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${number}`)
      return path.startsWith(folder) ? [path] : []
    } catch {
      // The descriptor that lists the descriptors is gone by now.
      return []
    }
  })
}

/** Polls until this process has no file of a folder open. */
export async function allClosed(folder: string): Promise<void> {
  const deadline = Date.now() + 30_000
  while ((openFilesIn(folder) ?? []).length > 0) {
    if (Date.now() > deadline) throw new Error(`Still open: ${String(openFilesIn(folder))}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
