import { relative } from 'node:path'
import type { Engine } from '../engine/engine.ts'
import { connectToMigrate } from '../migrations/connect-to-migrate.ts'
import { type MigrationStatus, migrationStatus } from '../migrations/migration-status.ts'
import { chosenDatabases, folderOf } from './chosen-databases.ts'
import { loadDatabases } from './load-databases.ts'
import type { MigrateStep } from './migrate-step.ts'
import { countOf } from './texts.ts'
import { withEngine } from './with-engine.ts'

/** `vivace migrate status`: what was applied, and what is pending. */
export const status: MigrateStep = async (given, tools, words) => {
  await loadDatabases(tools, words)
  let isDone = true
  for (const database of chosenDatabases(given.text('folder'))) {
    const folder = folderOf(database)
    const found = await withEngine(database, (engine) => statusOf(engine, folder))
    tools.print(`${relative(process.cwd(), folder) || '.'}: ${summaryOf(found)}`)
    for (const line of linesOf(found)) tools.print(`  ${line}`)
    if (found.fault !== undefined) tools.tell(found.fault)
    isDone &&= found.pending.length === 0 && found.fault === undefined
  }
  return isDone ? 0 : 1
}

async function statusOf(engine: Engine, folder: string): Promise<MigrationStatus> {
  const connection = await connectToMigrate(engine)
  try {
    return await migrationStatus(connection, folder)
  } finally {
    connection.release()
  }
}

function summaryOf({ applied, pending }: MigrationStatus): string {
  return `${countOf(applied.length)} applied, ${pending.length} pending`
}

function linesOf({ applied, pending }: MigrationStatus): string[] {
  const width = Math.max(...[...applied.map(({ name }) => name), ...pending].map(({ length }) => length))
  return [
    ...applied.map(({ name, appliedAt }) => `${name.padEnd(width)}  ${appliedAt.toISOString()}`),
    ...pending.map((name) => `${name.padEnd(width)}  pending`),
  ]
}
