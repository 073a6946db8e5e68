import { claimName, pathName } from '../documents/index.ts'
import { DefinitionError } from '../errors/index.ts'
import type { OperationDescription } from '../operations/description.ts'

/** An operation with the name that clients call it by. */
export interface NamedOperation {
  readonly operation: OperationDescription
  readonly operationId: string
  /** For messages: `POST /users`. */
  readonly where: string
}

/**
 * Names the operations: by the `operationId` they were given, else by method and path, with a number where
 * that is taken. The same routes in the same order get the same names.
 *
 *     GET /                         // getRoot
 *     GET /items/{itemId}           // getItemsByItemId
 *     PUT /items/{itemId}/tags      // putItemsByItemIdTags
 *
 * Throws `DefinitionError` `DUPLICATE_OPERATION_ID` if two were given one name.
 */
export function nameOperations(operations: readonly OperationDescription[]): readonly NamedOperation[] {
  const taken = new Set(givenIds(operations).keys())
  return operations.map((operation) => ({
    operation,
    operationId: operation.operationId ?? claimName(taken, nameFromPath(operation)),
    where: placeOf(operation),
  }))
}

function givenIds(operations: readonly OperationDescription[]): ReadonlyMap<string, OperationDescription> {
  const given = new Map<string, OperationDescription>()
  for (const operation of operations) {
    if (operation.operationId === undefined) continue
    const first = given.get(operation.operationId)
    if (first !== undefined) {
      throw new DefinitionError({
        code: 'DUPLICATE_OPERATION_ID',
        where: placeOf(operation),
        cause: `its operationId '${operation.operationId}' is that of ${placeOf(first)} as well`,
        remedy: 'give one of them another operationId, or none',
      })
    }
    given.set(operation.operationId, operation)
  }
  return given
}

function nameFromPath({ method, path }: OperationDescription): string {
  return method.toLowerCase() + pathName(path)
}

function placeOf({ method, path }: OperationDescription): string {
  return `${method} ${path}`
}
