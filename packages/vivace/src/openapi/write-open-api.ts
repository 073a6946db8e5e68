import type { ErrorFormat } from '../app/index.ts'
import {
  mergeExtensions,
  pascalCase,
  SchemaComponents,
  type SchemaSides,
  SecurityComponents,
  sentenceCase,
  withReferences,
} from '../documents/index.ts'
import type { OperationDescription, OutgoingDescription } from '../operations/description.ts'
import type { JsonSchema } from '../schema/index.ts'
import type { DocumentInfo } from './document-info.ts'
import type {
  OpenApiComponents,
  OpenApiDocument,
  OpenApiInfo,
  OpenApiOperation,
  OpenApiTag,
} from './document.ts'
import type { OpenApiVersion } from './open-api-version.ts'
import { type NamedOperation, nameOperations } from './operation-ids.ts'
import { PathKeys, type PathPlace } from './path-keys.ts'
import { SharedResponses } from './shared-responses.ts'
import { writeParameters } from './write-parameters.ts'
import { writeRequestBody } from './write-request-body.ts'
import { writeResponses } from './write-responses.ts'
import type { Writing } from './writing.ts'

/** What is the document's own choice. */
export interface OpenApiOptions {
  /** Problem documents unless said otherwise. */
  readonly errorFormat?: ErrorFormat
  /** `3.1` unless said otherwise. */
  readonly version?: OpenApiVersion
  /** Whether input and output share a component more often; `separate` unless said otherwise. */
  readonly sides?: SchemaSides
  /** What the app sends to addresses that were agreed on elsewhere, by name. */
  readonly webhooks?: readonly (readonly [name: string, webhook: OutgoingDescription])[]
}

/**
 * Writes the API document (OpenAPI 3.1.0, or 3.2.0) of some operations. The same operations in the same order give the
 * same document.
 *
 *     writeOpenApi({ title: 'Shop', version: '1.0.0' }, plans.map((plan) => plan.description))
 *
 * Throws `DefinitionError` `DUPLICATE_OPERATION_ID`, `DUPLICATE_SCHEMA_NAME`, `DUPLICATE_SECURITY_SCHEME`, and
 * `SCHEMA_NOT_DESCRIBABLE` where a JSON Schema refers to what it does not define.
 */
export function writeOpenApi(
  info: DocumentInfo,
  operations: readonly OperationDescription[],
  { errorFormat = 'problem', sides = 'separate', version = '3.1', webhooks = [] }: OpenApiOptions = {},
): OpenApiDocument {
  const own = operations.filter((operation) => !operation.hidden)
  const sent = [
    ...webhooks.map(([, webhook]) => webhook),
    ...own.flatMap(({ callbacks = {} }) => Object.values(callbacks)),
  ]
  const all = nameOperations([...own, ...sent.map(({ operation }) => operation)])
  const named = all.slice(0, own.length)
  const parts: DocumentParts = {
    schemas: new SchemaComponents(sides),
    responses: new SharedResponses(),
    security: new SecurityComponents(),
  }
  const names = new Map(all.map((one) => [one.operation, one]))
  const shared: Shared = { parts, errorFormat, version, names }
  const paths = writePaths(named, shared)
  const hooks = writeOutgoing(webhooks, shared)
  const { servers = [{ url: '/' }], externalDocs } = info
  const tags = writeTags(info.tags ?? [], all)
  const { schemas, references } = parts.schemas.settle()
  const components = writeComponents(parts, schemas)
  const document: OpenApiDocument = {
    openapi: `${version}.0`,
    info: writeInfo(info),
    servers,
    ...(tags.length === 0 ? {} : { tags }),
    ...(externalDocs === undefined ? {} : { externalDocs }),
    paths,
    ...(webhooks.length === 0 ? {} : { webhooks: hooks }),
    ...(Object.keys(components).length === 0 ? {} : { components }),
    // Said once for all: an operation without a requirement of its own is open on purpose.
    security: [],
  }
  return withReferences(document, references)
}

// Named one by one: whoever passes an object with more in it does not mean to publish that.
function writeInfo(info: DocumentInfo): OpenApiInfo {
  const { title, version, summary, description, termsOfService, contact, license } = info
  const others = Object.entries({ summary, description, termsOfService, contact, license })
  return { title, version, ...Object.fromEntries(others.filter(([, value]) => value !== undefined)) }
}

/** What the operations of a document share. */
interface DocumentParts {
  readonly schemas: SchemaComponents
  readonly responses: SharedResponses
  readonly security: SecurityComponents
}

interface Shared {
  readonly parts: DocumentParts
  readonly errorFormat: ErrorFormat
  readonly version: OpenApiVersion
  /** Every operation with its name. */
  readonly names: ReadonlyMap<OperationDescription, NamedOperation>
}

function writePaths(named: readonly NamedOperation[], shared: Shared): OpenApiDocument['paths'] {
  const keys = new PathKeys(shared.version)
  const paths = new Map<string, Record<string, OpenApiOperation>>()
  for (const operation of named) {
    const place = keys.place(operation)
    const item = paths.get(place.key) ?? {}
    paths.set(place.key, item)
    item[place.method] = writeOperation({ ...operation, place }, shared)
  }
  return Object.fromEntries(paths)
}

// What the app sends, by name: in `webhooks` under the name itself, in callbacks under what makes the address.
function writeOutgoing(
  outgoing: readonly (readonly [string, OutgoingDescription])[],
  shared: Shared,
): Record<string, Record<string, OpenApiOperation>> {
  const items = new Map<string, Record<string, OpenApiOperation>>()
  for (const [key, { operation }] of outgoing) {
    const method = operation.method.toLowerCase()
    const named = shared.names.get(operation)
    if (named === undefined) continue
    const place: PathPlace = { key, method, parameters: new Map() }
    items.set(key, { ...items.get(key), [method]: writeOperation({ ...named, place }, shared) })
  }
  return Object.fromEntries(items)
}

function writeCallbacks(
  { callbacks }: OperationDescription,
  shared: Shared,
): Pick<OpenApiOperation, 'callbacks'> {
  if (callbacks === undefined) return {}
  const written = Object.entries(callbacks).map(
    ([name, callback]) => [name, writeOutgoing([[callback.target, callback]], shared)] as const,
  )
  return { callbacks: Object.fromEntries(written) }
}

function writeOperation(
  placed: NamedOperation & { readonly place: PathPlace },
  shared: Shared,
): OpenApiOperation {
  const { parts, errorFormat, version } = shared
  const typeName = pascalCase(placed.operationId)
  const writing: Writing = { ...placed, typeName, schemas: parts.schemas, errorFormat, version }
  const { operation, operationId } = writing
  const tags = [...new Set(operation.tags)]
  const parameters = writeParameters(writing)
  const requestBody = writeRequestBody(writing)
  const security = parts.security.write(writing)
  const written: OpenApiOperation = {
    ...(tags.length === 0 ? {} : { tags }),
    summary: operation.summary ?? sentenceCase(operationId),
    ...(operation.description === undefined ? {} : { description: operation.description }),
    operationId,
    ...(operation.deprecated ? { deprecated: true } : {}),
    // An empty list says that it is open on purpose (OpenAPI 3.1, section 4.8.10).
    ...(security.length > 0 || operation.isPublic === true ? { security } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(requestBody === undefined ? {} : { requestBody }),
    responses: {
      ...writeResponses(writing),
      ...(operation.isOutgoing === true ? {} : { default: parts.responses.refer(writing) }),
    },
    ...writeCallbacks(operation, shared),
  }
  return operation.extensions === undefined ? written : mergeExtensions(written, operation.extensions)
}

function writeTags(declared: readonly OpenApiTag[], named: readonly NamedOperation[]): readonly OpenApiTag[] {
  const known = new Set(declared.map((tag) => tag.name))
  const used = new Set(named.flatMap(({ operation }) => operation.tags))
  return [...declared, ...[...used].filter((name) => !known.has(name)).map((name) => ({ name }))]
}

function writeComponents(
  { responses, security }: DocumentParts,
  schemas: Readonly<Record<string, JsonSchema>>,
): OpenApiComponents {
  const components = { schemas, responses: responses.settle(), securitySchemes: security.settle() }
  return Object.fromEntries(
    Object.entries(components).filter(([, members]) => Object.keys(members).length > 0),
  )
}
