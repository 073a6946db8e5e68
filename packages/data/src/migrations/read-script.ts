import { DefinitionError } from 'vivace'
import type { MigrationScript } from './migration.ts'
import { splitStatements } from './split-statements.ts'

const noTransaction = /^--[ \t]*vivace:[ \t]*no transaction[ \t]*$/m
const ownTransaction = /^(?:begin|start\s+transaction|commit|end|rollback|abort)\b/i

/**
 * What a file of SQL does.
 *
 *     readScript('0002_index.sql', '-- vivace: no transaction\ncreate index concurrently …').isTransactional    // false
 *
 * Throws `DefinitionError` MIGRATIONS_INVALID if it begins or ends transactions itself.
 */
export function readScript(file: string, text: string): MigrationScript {
  const statements = splitStatements(text)
  const own = statements.find(({ text }) => ownTransaction.test(text))
  if (own !== undefined)
    throw new DefinitionError({
      code: 'MIGRATIONS_INVALID',
      where: `${file}, line ${own.line}`,
      cause: 'it begins or ends a transaction, but every migration already runs in one',
      remedy:
        "leave it out; if the file must not run in a transaction, begin it with '-- vivace: no transaction'",
    })
  return { file, statements, isTransactional: !noTransaction.test(text) }
}
