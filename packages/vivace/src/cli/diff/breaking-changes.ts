import { compareOperations } from './compare-operations.ts'
import { DocumentReader, type Json } from './document-reader.ts'
import { operationsOf } from './placed-operation.ts'

/**
 * The changes between two OpenAPI documents that break a client written for the older one.
 *
 *     breakingChanges(old, new)    // ["GET /items: the answer 200 no longer has the field 'price'"]
 *
 * Adding is not breaking: operations, optional inputs, further answers, further fields and further values of
 * an answer's `enum`. Names of path parameters do not count, and neither do descriptions.
 */
export function breakingChanges(older: Json, newer: Json): readonly string[] {
  const documents = { older: new DocumentReader(older), newer: new DocumentReader(newer) }
  const [before, after] = [operationsOf(documents.older), operationsOf(documents.newer)]
  return [...before].flatMap(([key, old]) => {
    const now = after.get(key)
    const changes =
      now === undefined ? ['the operation is gone'] : compareOperations({ documents, older: old, newer: now })
    return [...new Set(changes)].map((change) => `${old.where}: ${change}`)
  })
}
