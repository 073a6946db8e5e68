import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { benchmarksFolder } from './runtimes.ts'

/** The version of an installed npm package: of this folder's own, else of the workspace's. */
export function packageVersion(name: string): string | undefined {
  for (const root of [benchmarksFolder, join(benchmarksFolder, '..')]) {
    const version = readVersion(join(root, 'node_modules', name, 'package.json'))
    if (version !== undefined) return version
  }
  return undefined
}

function readVersion(file: string): string | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof manifest !== 'object' || manifest === null || !('version' in manifest)) return undefined
    return String(manifest.version)
  } catch {
    return undefined
  }
}
