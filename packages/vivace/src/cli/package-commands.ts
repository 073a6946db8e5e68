import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Command } from './command.ts'
import { importModule } from './load-app.ts'
import { UsageError } from './usage-error.ts'

/** A command that comes with another package. */
export interface PackageCommand {
  readonly name: string
  readonly says: string
  /** Exports the command, by its name, from `<package>/commands`. */
  readonly package: string
}

/** The commands of batteries: they are listed whether they are installed or not. */
export const packageCommands: readonly PackageCommand[] = [
  {
    name: 'migrate',
    says: 'applies migrations of the database; creates them, lists them, looks for drift',
    package: '@vivace/data',
  },
]

/**
 * Loads a command from the package of this project that has it.
 *
 *     const migrate = await loadPackageCommand({ name: 'migrate', says: '…', package: '@vivace/data' })
 *
 * Throws `UsageError` if the package is not installed.
 */
export async function loadPackageCommand({ name, package: from }: PackageCommand): Promise<Command> {
  const module = await importModule(requirePackage(from, `vivace ${name}`))
  // The package is ours, and a test runs its commands.
  return module[name] as Command
}

/** The path of the commands of a package, as the project in this folder has it. Throws `UsageError` if it has not. */
export function requirePackage(name: string, what: string): string {
  try {
    return createRequire(join(process.cwd(), 'package.json')).resolve(`${name}/commands`)
  } catch {
    throw new UsageError(`${what} needs ${name}, which is not installed here: npm install ${name}`)
  }
}
