import { type CommandTools, UsageError } from 'vivace/cli'

/**
 * Loads the app, and with it the databases that it declares.
 *
 *     await loadDatabases(tools, ['src/main.ts'])
 *
 * Throws `UsageError` for more than one file.
 */
export async function loadDatabases({ loadApp }: CommandTools, words: readonly string[]): Promise<void> {
  const [file, ...others] = words
  if (others.length > 0) throw new UsageError(`vivace migrate takes one file: ${words.join(' ')}`)
  await loadApp(file)
}
