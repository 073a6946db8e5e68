import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { CommandTools } from './command-tools.ts'
import type { ExitCode } from './exit-code.ts'
import { UsageError } from './usage-error.ts'

/** An option of a command, as it is described and as `parseArgs` takes it. */
export interface OptionDescription {
  readonly type: 'string' | 'boolean'
  /** What the help shows for the value: `<file>`. */
  readonly value?: string
  readonly says: string
}

/** What a command was given. */
export interface Given {
  /** The file that was named; `undefined` if none was. */
  readonly file: string | undefined
  /** All words after the name that are no options: the file is the first of them. */
  readonly words: readonly string[]
  /** The text of an option; `undefined` if it was not given. */
  text(name: string): string | undefined
  flag(name: string): boolean
}

/**
 * A command of `vivace`.
 *
 *     export const seed: Command = { name: 'seed', says: 'fills the database', options: {}, run: async () => 0 }
 */
export interface Command {
  readonly name: string
  /** What the help shows after the name, for a command that takes more words than a file; `[file]` if absent. */
  readonly usage?: string
  /** One line for the list of commands. */
  readonly says: string
  /** Further lines of its help. */
  readonly details?: string
  readonly options: Readonly<Record<string, OptionDescription>>
  run(given: Given, tools: CommandTools): Promise<ExitCode>
}

/**
 * Reads the arguments of a command. Throws `UsageError` for an option that it does not have, and for more
 * than one file where that is all it takes.
 *
 *     readArguments(routes, ['app.ts', '--json']).flag('json')    // true
 */
export function readArguments(command: Command, args: readonly string[]): Given {
  const { positionals, values } = parse(command, args)
  if (positionals.length > 1 && command.usage === undefined)
    throw new UsageError(`vivace ${command.name} takes one file: ${positionals.join(' ')}`)
  const value = (name: string): unknown => values[name]
  return {
    file: positionals[0],
    words: positionals,
    text: (name) => {
      const text = value(name)
      return typeof text === 'string' ? text : undefined
    },
    flag: (name) => value(name) === true,
  }
}

function parse(command: Command, args: readonly string[]) {
  const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } }
  for (const [name, { type }] of Object.entries(command.options)) options[name] = { type }
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UsageError(`${reason}\nTo see what there is: vivace ${command.name} --help`)
  }
}

/** The help of a command. */
export function helpOf({ name, usage = '[file]', says, details, options }: Command): string {
  const all: Readonly<Record<string, OptionDescription>> = {
    ...options,
    help: { type: 'boolean', says: 'this text' },
  }
  const rows = Object.entries(all).map(
    ([option, { value, says }]) => [`  --${option}${value === undefined ? '' : ` ${value}`}`, says] as const,
  )
  const width = Math.max(...rows.map(([left]) => left.length))
  const lines = rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`)
  const more = details === undefined ? [] : [details, '']
  return [`vivace ${name} ${usage}: ${says}`, '', ...more, ...lines, ''].join('\n')
}
