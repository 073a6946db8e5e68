import type { App, OpenApiDocument } from '../../../src/index.ts'
import type { OpenApiMediaType, OpenApiOperation, OpenApiParameter } from '../../../src/openapi/document.ts'
import type { JsonSchema } from '../../../src/schema/index.ts'

/** What the API document says of one operation, with everything at hand that a client would look up. */
export interface DocumentedOperation {
  /** `POST /items/{itemId}`, mounts included. */
  readonly name: string
  readonly method: string
  readonly template: string
  readonly parameters: readonly OpenApiParameter[]
  readonly body: DocumentedBody | undefined
  /** Answers by status; an empty map of media types for one without a body. */
  readonly answers: ReadonlyMap<string, ReadonlyMap<string, JsonSchema>>
  /** The security schemes that are demanded, by their keys. */
  readonly schemes: readonly (readonly [string, Readonly<Record<string, unknown>>])[]
  readonly document: OpenApiDocument
}

export interface DocumentedBody {
  readonly mediaType: string
  readonly isRequired: boolean
  readonly schema: JsonSchema
  /** The most bytes, where the operation says so. */
  readonly limit: number | undefined
}

/** Every operation of an app, as its own document describes it. */
export function documentedOperations(app: App, prefix = ''): DocumentedOperation[] {
  const document = app.openapi()
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([key, operation]) => {
      const method = key.replace(/^x-/, '').toUpperCase()
      const template = prefix + path
      return { name: `${method} ${template}`, method, template, document, ...factsOf(operation, document) }
    }),
  )
}

type Facts = Pick<DocumentedOperation, 'parameters' | 'body' | 'answers' | 'schemes'>

function factsOf(operation: OpenApiOperation, document: OpenApiDocument): Facts {
  const { securitySchemes = {} } = document.components ?? {}
  const names = (operation.security ?? []).flatMap((requirement) => Object.keys(requirement))
  return {
    parameters: operation.parameters ?? [],
    body: bodyOf(operation),
    answers: answersOf(operation, document),
    schemes: names.map((name) => [name, securitySchemes[name] ?? {}] as const),
  }
}

function bodyOf({ requestBody, ...operation }: OpenApiOperation): DocumentedBody | undefined {
  const [mediaType, media] = Object.entries(requestBody?.content ?? {})[0] ?? []
  if (requestBody === undefined || mediaType === undefined) return undefined
  const limit = operation['x-body-limit']
  return {
    mediaType,
    isRequired: requestBody.required === true,
    schema: media?.schema ?? {},
    limit: typeof limit === 'number' ? limit : undefined,
  }
}

function answersOf({ responses }: OpenApiOperation, document: OpenApiDocument): Facts['answers'] {
  return new Map(
    Object.entries(responses).map(([status, response]) => {
      const said = '$ref' in response ? resolveReference(String(response.$ref), document) : response
      // A reference to a response leads to a Response Object (OpenAPI 3.1, 4.8.16).
      const { content = {} } = said as { readonly content?: Readonly<Record<string, OpenApiMediaType>> }
      return [status, new Map(Object.entries(content).map(([type, { schema = {} }]) => [type, schema]))]
    }),
  )
}

/** What a reference within a document leads to. */
export function resolveReference(reference: string, document: unknown): unknown {
  let found = document
  for (const token of reference.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
      throw new Error(`The reference ${reference} leads nowhere.`)
    // hasOwn has shown that the member is there.
    found = (found as Readonly<Record<string, unknown>>)[name]
  }
  return found
}
