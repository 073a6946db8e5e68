import type { SendingDescription } from '../inputs/source.ts'
import type { AnswerDescription, OperationDescription } from '../operations/description.ts'
import type { ClientInput, ClientOperation, ClientOperations } from './client-operations.ts'

/** What is written for clients. */
export interface ClientOperationsOptions {
  /** Whether operations and inputs that the documents hide are there: not where everybody can read it. */
  readonly hidden?: boolean
}

/**
 * Writes what inferred clients need to know of some operations: of those that came in records of routes.
 *
 *     writeClientOperations(app.descriptions())
 *     // { readUser: { method: 'GET', path: '/users/{userId}', inputs: { userId: { in: 'path', name: 'userId' } } } }
 */
export function writeClientOperations(
  operations: readonly OperationDescription[],
  { hidden = false }: ClientOperationsOptions = {},
): ClientOperations {
  const shown = operations.filter((operation) => hidden || !operation.hidden)
  return Object.fromEntries(
    shown.flatMap((operation) =>
      operation.key === undefined ? [] : [[operation.key, writeOperation(operation, hidden)] as const],
    ),
  )
}

function writeOperation(operation: OperationDescription, hidden: boolean): ClientOperation {
  const { method, path, sending = {}, answers } = operation
  const inputs = Object.entries(sending).flatMap(([name, sent]) => {
    const isLeftOut = sent.in === 'cookie' || (!hidden && 'hidden' in sent && sent.hidden === true)
    return isLeftOut ? [] : [[name, writeInput(sent)] as const]
  })
  const read = answers.flatMap((answer) => {
    const how = howToRead(answer)
    return how === undefined ? [] : [[String(answer.status), how] as const]
  })
  return {
    method,
    path,
    ...(inputs.length === 0 ? {} : { inputs: Object.fromEntries(inputs) }),
    ...(read.length === 0 ? {} : { answers: Object.fromEntries(read) }),
  }
}

function howToRead({ items, inPieces, mediaType, schema }: AnswerDescription): string | undefined {
  if (items !== undefined) return items.as
  if (inPieces === true) return 'piece'
  // Bytes have no schema; a file of text is a file as well.
  const isFile = schema !== undefined && Object.keys(schema).length === 0
  if (isFile && mediaType !== undefined && !mediaType.endsWith('json')) return 'blob'
  // A text of a type that does not look like one.
  const isText = schema?.type === 'string' && mediaType !== undefined && !/^text\/|json$/.test(mediaType)
  return isText ? 'text' : undefined
}

function writeInput(sent: SendingDescription): ClientInput {
  if ('fields' in sent) return { in: sent.in, fields: sent.fields }
  const { in: place, name, json } = sent
  return {
    in: place,
    ...(name === undefined ? {} : { name }),
    ...(json === undefined ? {} : { json }),
  }
}
