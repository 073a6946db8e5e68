import type { ErrorFormat } from '../app/index.ts'
import { isSameData, type SecurityScheme, UndoubtedSchemas } from '../documents/index.ts'
import type { OperationDescription, OutgoingDescription } from '../operations/description.ts'
import type { Direction, JsonSchema } from '../schema/index.ts'
import { errorShapes } from './error-format.ts'

/** What else the document is written of. */
export interface DocumentParts {
  readonly errorFormat?: ErrorFormat | undefined
  readonly webhooks?: readonly (readonly [name: string, webhook: OutgoingDescription])[]
}

/**
 * Whether `writeOpenApi` may throw for these operations. An app that is certain of its document at its start need not
 * write it before somebody asks: of 1,000 routes that is a third of the start. What is not certain is written at once,
 * since a mistake of the app has to stop it.
 *
 *     mayBeRefused(plans.map((plan) => plan.description))    // false
 */
export function mayBeRefused(
  operations: readonly OperationDescription[],
  { errorFormat = 'problem', webhooks = [] }: DocumentParts = {},
): boolean {
  const own = operations.filter((operation) => !operation.hidden)
  const sent = [...webhooks.map(([, webhook]) => webhook), ...own.flatMap(callbacksOf)]
  const all = [...own, ...sent.map(({ operation }) => operation)]
  if (all.some(({ errors }) => errors.some(({ members }) => members !== undefined))) return true
  if (haveTwins(all) || haveRivals(all)) return true
  const schemas = new UndoubtedSchemas()
  const { general, validation } = errorShapes[errorFormat]
  for (const schema of [general, validation]) if (!schemas.take(schema, 'output')) return true
  return all.some((operation) =>
    schemasOf(operation).some(([schema, direction]) => !schemas.take(schema, direction)),
  )
}

function callbacksOf({ callbacks = {} }: OperationDescription): OutgoingDescription[] {
  return Object.values(callbacks)
}

/** Whether two operations were given one id. */
function haveTwins(operations: readonly OperationDescription[]): boolean {
  const ids = operations.map(({ operationId }) => operationId).filter((id) => id !== undefined)
  return new Set(ids).size < ids.length
}

/** Whether two security schemes have one name. */
function haveRivals(operations: readonly OperationDescription[]): boolean {
  const schemes = new Map<string, SecurityScheme>()
  return operations.some(({ security }) =>
    security.some(({ name, scheme }) => {
      const known = schemes.get(name) ?? scheme
      schemes.set(name, known)
      return !isSameData(known, scheme)
    }),
  )
}

/** Every schema that the document has of an operation. */
function schemasOf({
  parameters,
  body,
  answers,
}: OperationDescription): (readonly [JsonSchema, Direction])[] {
  return [
    ...[...parameters, ...body].map(({ schema }) => [schema, 'input'] as const),
    ...answers
      .flatMap(({ schema, items, headers = {} }) => [
        schema,
        items?.schema,
        ...Object.values(headers).map((header) => header.schema),
      ])
      .filter((schema) => schema !== undefined)
      .map((schema) => [schema, 'output'] as const),
  ]
}
