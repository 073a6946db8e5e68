import { readFileSync } from 'node:fs'
import { type Command, helpOf, readArguments } from './command.ts'
import { commands } from './commands/index.ts'
import { type ExitCode, exitCodeOf, messageOf } from './exit-code.ts'
import { loadApp } from './load-app.ts'
import { loadPackageCommand, packageCommands } from './package-commands.ts'
import { print, tell } from './print.ts'
import { UsageError } from './usage-error.ts'

/**
 * Runs a command of `vivace`. Resolves to the exit code.
 *
 *     process.exitCode = await runCli(['routes', 'app.ts'])
 */
export async function runCli(args: readonly string[]): Promise<ExitCode> {
  try {
    return await run(args)
  } catch (error) {
    tell(messageOf(error))
    return exitCodeOf(error)
  }
}

async function run([name, ...args]: readonly string[]): Promise<ExitCode> {
  if (name === '--version' || name === '-v') {
    print(version())
    return 0
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    print(overview())
    return name === undefined ? 2 : 0
  }
  const command = await findCommand(name)
  if (args.includes('--help') || args.includes('-h')) {
    print(helpOf(command))
    return 0
  }
  return command.run(readArguments(command, args), { loadApp, print, tell })
}

async function findCommand(name: string): Promise<Command> {
  const command = commands.find((each) => each.name === name)
  if (command !== undefined) return command
  const other = packageCommands.find((each) => each.name === name)
  if (other !== undefined) return loadPackageCommand(other)
  throw new UsageError(`There is no command "${name}".\n\n${overview()}`)
}

function overview(): string {
  const shown: readonly { readonly name: string; readonly says: string }[] = [
    ...commands.filter(({ name }) => !name.startsWith('~')),
    ...packageCommands,
  ]
  const width = Math.max(...shown.map(({ name }) => name.length))
  return [
    'vivace <command> [file]',
    '',
    ...shown.map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`),
    '',
    'Each has a --help. The file exports the app or serves it; without one, main, server, app or index is',
    'looked for, here and in src. Exit codes: 0 well, 1 failed or found something, 2 called wrongly, 78 the',
    'configuration is wrong.',
  ].join('\n')
}

function version(): string {
  // Two folders up, from `src/cli` and from `dist/cli` alike, is our own manifest.
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    readonly version: string
  }
  return manifest.version
}
