import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from './usage-error.ts'

const names = ['main', 'server', 'app', 'index']
const extensions = ['.ts', '.mts', '.js', '.mjs']

/** Where an app is looked for, in this order. */
const candidates: readonly string[] = ['', 'src/'].flatMap((folder) =>
  names.flatMap((name) => extensions.map((extension) => `${folder}${name}${extension}`)),
)

/**
 * The file of an app: the one that is named, else the first that is there of main, server, app and index,
 * first in this folder, then in `src`.
 *
 *     findAppFile('/shop', undefined)    // '/shop/src/main.ts'
 *
 * Throws `UsageError` if there is none.
 */
export function findAppFile(folder: string, named: string | undefined): string {
  if (named !== undefined) {
    const file = resolve(folder, named)
    if (existsSync(file)) return file
    throw new UsageError(`There is no file ${named} in ${folder}.`)
  }
  const found = candidates.find((candidate) => existsSync(resolve(folder, candidate)))
  if (found !== undefined) return resolve(folder, found)
  throw new UsageError(
    `There is no main.ts, server.ts, app.ts or index.ts in ${folder} or its src folder (nor .js).\n` +
      'Name the file that exports the app or serves it: vivace dev path/to/file.ts',
  )
}
