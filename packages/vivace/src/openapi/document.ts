import type { SecurityRequirement } from '../documents/index.ts'
import type { JsonSchema } from '../schema/json-schema.ts'

/**
 * An OpenAPI document, as far as we write it.
 * @see https://spec.openapis.org/oas/v3.1.0
 */
export interface OpenApiDocument {
  readonly openapi: '3.1.0' | '3.2.0'
  readonly info: OpenApiInfo
  readonly servers: readonly OpenApiServer[]
  readonly tags?: readonly OpenApiTag[]
  readonly externalDocs?: OpenApiExternalDocs
  readonly paths: Readonly<Record<string, OpenApiPathItem>>
  /** By name (section 4.8.1). */
  readonly webhooks?: Readonly<Record<string, OpenApiPathItem>>
  readonly components?: OpenApiComponents
  readonly security: readonly OpenApiSecurityRequirement[]
}

/** Section 4.8.2. */
export interface OpenApiInfo {
  readonly title: string
  readonly version: string
  readonly summary?: string
  readonly description?: string
  readonly termsOfService?: string
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string }
  /** `identifier` is an SPDX expression; it and `url` exclude each other. */
  readonly license?: { readonly name: string; readonly identifier?: string; readonly url?: string }
}

/** Section 4.8.5. */
export interface OpenApiServer {
  /** Absolute, or relative to where the document is: `.` is the folder that it is in. */
  readonly url: string
  readonly description?: string
  readonly variables?: Readonly<
    Record<
      string,
      { readonly default: string; readonly enum?: readonly string[]; readonly description?: string }
    >
  >
}

/** Section 4.8.22. */
export interface OpenApiTag {
  readonly name: string
  readonly description?: string
  readonly externalDocs?: OpenApiExternalDocs
}

/** Section 4.8.11. */
export interface OpenApiExternalDocs {
  readonly url: string
  readonly description?: string
}

/** Section 4.8.9: a lower-case method and its operation; `x-query` holds what OpenAPI 3.2 calls `query`. */
export type OpenApiPathItem = Readonly<Record<string, OpenApiOperation>>

/** Section 4.8.10. */
export interface OpenApiOperation {
  readonly tags?: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly operationId: string
  readonly parameters?: readonly OpenApiParameter[]
  readonly requestBody?: OpenApiRequestBody
  readonly responses: Readonly<Record<string, OpenApiResponse | OpenApiReference>>
  readonly deprecated?: true
  readonly security?: readonly OpenApiSecurityRequirement[]
  /** By name and expression (section 4.8.18). */
  readonly callbacks?: Readonly<Record<string, Readonly<Record<string, OpenApiPathItem>>>>
  readonly [extension: string]: unknown
}

/** Section 4.8.12. */
export interface OpenApiParameter {
  readonly name: string
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly required?: true
  readonly description?: string
  readonly deprecated?: true
  readonly schema: JsonSchema
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, OpenApiExample>>
}

/** Section 4.8.13. */
export interface OpenApiRequestBody {
  readonly required?: true
  readonly description?: string
  readonly content: OpenApiContent
}

/** Media types and what is sent in them. */
export type OpenApiContent = Readonly<Record<string, OpenApiMediaType>>

/** Section 4.8.14. */
export interface OpenApiMediaType {
  readonly schema?: JsonSchema
  /** Of each item of a body that comes item by item (3.2, section 4.14.2). */
  readonly itemSchema?: JsonSchema
  /** What 3.2 calls `itemSchema`, in a document of 3.1. */
  readonly 'x-item-schema'?: JsonSchema
  readonly encoding?: Readonly<Record<string, { readonly contentType: string }>>
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, OpenApiExample>>
}

/** Section 4.8.19. */
export interface OpenApiExample {
  readonly summary?: string
  readonly value: unknown
}

/** Section 4.8.17. */
export interface OpenApiResponse {
  readonly description: string
  readonly headers?: Readonly<Record<string, OpenApiHeader>>
  readonly content?: OpenApiContent
}

/** Section 4.8.21. */
export interface OpenApiHeader {
  readonly description?: string
  readonly schema: JsonSchema
  readonly example?: unknown
}

/** Section 4.8.23: `{ $ref: '#/components/responses/Problem' }`. */
export interface OpenApiReference {
  readonly $ref: string
}

/** Section 4.8.30. */
export type OpenApiSecurityRequirement = SecurityRequirement

/** Section 4.8.7. */
export interface OpenApiComponents {
  readonly schemas?: Readonly<Record<string, JsonSchema>>
  readonly responses?: Readonly<Record<string, OpenApiResponse>>
  readonly securitySchemes?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
