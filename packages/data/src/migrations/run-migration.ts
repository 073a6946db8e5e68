import { DefinitionError } from 'vivace'
import type { Runner } from '../engine/engine.ts'
import type { MigrationScript } from './migration.ts'
import type { SqlStatement } from './split-statements.ts'

const run = (runner: Runner, text: string): Promise<unknown> => runner.run({ text, values: [] })

/**
 * Runs a script, and then writes down that it has run: both in one transaction, or, where the file says so, one
 * statement after the other.
 *
 *     await runScript(connection, migration.up, () => record.add(migration, 12))
 *
 * Throws `DefinitionError` MIGRATION_FAILED, which names the file, the line, and what the database says.
 */
export async function runScript(
  connection: Runner,
  script: MigrationScript,
  note: () => Promise<void>,
): Promise<void> {
  if (!script.isTransactional) {
    await runStatements(connection, script)
    return note()
  }
  await run(connection, 'begin')
  try {
    await runStatements(connection, script)
    await note()
    await run(connection, 'commit')
  } catch (error) {
    // A connection that is lost has rolled back already, and the first error says more.
    await run(connection, 'rollback').catch(() => undefined)
    throw error
  }
}

async function runStatements(connection: Runner, script: MigrationScript): Promise<void> {
  for (const [at, statement] of script.statements.entries()) {
    try {
      await run(connection, statement.text)
    } catch (error) {
      throw failed(script, statement, { at, error })
    }
  }
}

function failed(
  { file, statements, isTransactional }: MigrationScript,
  statement: SqlStatement,
  { at, error }: { readonly at: number; readonly error: unknown },
): DefinitionError {
  const done = isTransactional
    ? 'Nothing of this file was kept'
    : `${at} of its ${statements.length} statements were done before and are kept`
  return new DefinitionError(
    {
      code: 'MIGRATION_FAILED',
      where: `${file}, line ${statement.line + linesBefore(statement, error)}`,
      cause: `the database says: ${error instanceof Error ? error.message : String(error)}. ${done}`,
      remedy: 'correct the file, and run `vivace migrate` again',
    },
    { cause: error },
  )
}

/** PostgreSQL says at which character a statement is wrong. */
function linesBefore({ text }: SqlStatement, error: unknown): number {
  const position =
    typeof error === 'object' && error !== null && 'position' in error ? Number(error.position) : 1
  return Number.isInteger(position) ? text.slice(0, position - 1).split('\n').length - 1 : 0
}
