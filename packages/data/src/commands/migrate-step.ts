import type { CommandTools, ExitCode, Given } from 'vivace/cli'

/** What follows `vivace migrate`, with the words after it. */
export type MigrateStep = (given: Given, tools: CommandTools, words: readonly string[]) => Promise<ExitCode>
