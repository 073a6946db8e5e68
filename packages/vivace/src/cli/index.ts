// What a package needs that has a command for `vivace`.
export type { Command, Given, OptionDescription } from './command.ts'
export type { CommandTools } from './command-tools.ts'
export type { ExitCode } from './exit-code.ts'
export type { LoadedApp } from './load-app.ts'
export { UsageError } from './usage-error.ts'
