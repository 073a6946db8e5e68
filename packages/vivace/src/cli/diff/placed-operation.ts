import { type DocumentReader, isRecord, type Json, recordOf } from './document-reader.ts'

const methods = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
  'x-query',
])

/** An operation, and what its path says for all of its operations. */
export interface PlacedOperation {
  /** `GET /items/{id}` */
  readonly where: string
  readonly operation: Json
  readonly pathItem: Json
}

/** The operations of a document by method and path, whatever the parameters of the path are called. */
export function operationsOf(reader: DocumentReader): Map<string, PlacedOperation> {
  const operations = new Map<string, PlacedOperation>()
  for (const [path, item] of Object.entries(recordOf(reader.root, 'paths'))) {
    const pathItem = reader.resolve(item)
    for (const [method, operation] of Object.entries(pathItem)) {
      if (!methods.has(method) || !isRecord(operation)) continue
      const name = method.replace(/^x-/, '').toUpperCase()
      operations.set(`${name} ${path.replace(/\{[^{}]*\}/g, '{}')}`, {
        where: `${name} ${path}`,
        operation,
        pathItem,
      })
    }
  }
  return operations
}
