import { DefinitionError } from '../errors/index.ts'
import type { OperationDescription } from '../operations/description.ts'

/**
 * The operations that a document names: those of its audience, and those of none.
 *
 *     operationsFor('admin', operations)
 */
export function operationsFor(
  audience: string,
  operations: readonly OperationDescription[],
): readonly OperationDescription[] {
  return operations.filter(({ audiences }) => audiences === undefined || audiences.includes(audience))
}

/**
 * Throws `DefinitionError` AUDIENCE_UNKNOWN for an operation that is meant for a document which the app does not
 * have: it would be in none, or, worse, in one that others read.
 *
 *     checkAudiences(operations, ['public', 'admin'])
 */
export function checkAudiences(
  operations: readonly OperationDescription[],
  documents: readonly string[],
): void {
  for (const { method, path, audiences = [] } of operations)
    for (const audience of audiences)
      if (!documents.includes(audience)) throw audienceUnknown(`${method} ${path}`, audience, documents)
}

/** What is said of a name that no document has. */
export function audienceUnknown(
  where: string,
  audience: string,
  documents: readonly string[],
): DefinitionError {
  const listed = documents.map((name) => `'${name}'`).join(', ')
  return new DefinitionError({
    code: 'AUDIENCE_UNKNOWN',
    where,
    cause: `its audience is '${audience}', and the app has ${listed === '' ? 'no documents by audience' : `the documents ${listed}`}`,
    remedy: `add it to App({ documents: { ${audience}: {} } }), or leave the audience out`,
  })
}
