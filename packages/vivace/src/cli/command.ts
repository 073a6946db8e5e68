import { parseArgs, type ParseArgsConfig } from 'node:util'
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
  /** The text of an option; `undefined` if it was not given. */
  text(name: string): string | undefined
  flag(name: string): boolean
}

/** A command of `vivace`. */
export interface Command {
  readonly name: string
  /** One line for the list of commands. */
  readonly says: string
  /** Further lines of its help. */
  readonly details?: string
  readonly options: Readonly<Record<string, OptionDescription>>
  run(given: Given): Promise<ExitCode>
}

/**
 * Reads the arguments of a command. Throws `UsageError` for an option that it does not have, and for more
 * than one file.
 *
 *     readArguments(routes, ['app.ts', '--json']).flag('json')    // true
 */
export function readArguments(command: Command, args: readonly string[]): Given {
  const { positionals, values } = parse(command, args)
  if (positionals.length > 1)
    throw new UsageError(`vivace ${command.name} takes one file: ${positionals.join(' ')}`)
  const value = (name: string): unknown => values[name]
  return {
    file: positionals[0],
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
export function helpOf({ name, says, details, options }: Command): string {
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
  return [`vivace ${name} [file]: ${says}`, '', ...more, ...lines, ''].join('\n')
}
