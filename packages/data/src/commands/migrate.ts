import { type Command, UsageError } from 'vivace/cli'
import { check } from './check.ts'
import { create } from './create.ts'
import { down } from './down.ts'
import type { MigrateStep } from './migrate-step.ts'
import { status } from './status.ts'
import { up } from './up.ts'

const steps: Readonly<Record<string, MigrateStep>> = { up, status, create, check, down }

/** `vivace migrate`: the migrations of the databases that an app declares. */
export const migrate: Command = {
  name: 'migrate',
  usage: '[up|status|create <name>|check|down] [file]',
  says: 'applies migrations of the database; creates them, lists them, looks for drift',
  details:
    'up       applies what is pending, in order; processes that do it at once take turns\n' +
    'status   lists what was applied and what is pending; exit code 1 if anything is\n' +
    'create   writes the SQL between the last migration and the tables of now; needs drizzle-kit\n' +
    'check    whether create would write something; needs drizzle-kit and no database; exit code 1 if it would\n' +
    'down     undoes the last one, by the .down.sql that was written for it',
  options: {
    folder: {
      type: 'string',
      value: '<path>',
      says: 'of several databases, the one whose migrations lie there',
    },
    empty: { type: 'boolean', says: 'create: a file for data; changes of the tables are left for later' },
    'by-hand': {
      type: 'boolean',
      says: 'create: an empty file, in which you write the changes of the tables',
    },
    to: { type: 'string', value: '<number>', says: 'down: undoes all after this one; 0 undoes everything' },
  },
  async run(given, tools) {
    const [first = 'up', ...others] = given.words
    const step = steps[first]
    const words = step === undefined ? given.words : others
    if (step === undefined && words.length > 1)
      throw new UsageError(`vivace migrate has no "${first}": it is one of ${Object.keys(steps).join(', ')}.`)
    return (step ?? up)(given, tools, words)
  },
}
