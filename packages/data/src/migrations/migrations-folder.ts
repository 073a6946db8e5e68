import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where migrations lie if nobody says so. */
export const defaultMigrations = './migrations'

/**
 * The path of a folder of migrations; a relative one begins where the process was started.
 *
 *     migrationsFolder(new URL('./migrations/', import.meta.url))    // '/shop/src/migrations/'
 */
export function migrationsFolder(folder: string | URL = defaultMigrations): string {
  return folder instanceof URL ? fileURLToPath(folder) : resolve(folder)
}
