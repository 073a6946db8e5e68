import { type Dependency, singleton } from '../dependencies/index.ts'
import type { Schema } from '../schema/index.ts'
import { declaredSettings } from './declared-settings.ts'
import { readSettings } from './read-settings.ts'
import type { SettingsOptions } from './settings-options.ts'

/**
 * A singleton of settings: read from the environment and from `.env` files when the app starts, judged by a
 * schema, frozen.
 *
 *     export const config = settings(z.object({
 *       databaseUrl: z.url().transform(secret),     // DATABASE_URL
 *       pageSize: z.int().default(20),              // PAGE_SIZE
 *     }))
 *     app.get('/items', { inputs: { config } }, ({ config }) => list(config.pageSize))
 *
 * The app does not start with a variable that is wrong: `SettingsError` names them all, and the process ends
 * with 78. In production (`NODE_ENV=production`) weak secrets are wrong too. Names, types and files are those
 * of `readSettings`.
 */
export function settings<Output>(
  schema: Schema<unknown, Output>,
  options: SettingsOptions = {},
): Dependency<Readonly<Output>, 'app'> {
  const read = (): Readonly<Output> => readSettings(schema, options)
  declaredSettings.add({ read })
  // Wrapped: settings may have any type, and those of promises and generators mean something else to singleton().
  return singleton({}, read) as Dependency<Readonly<Output>, 'app'>
}
