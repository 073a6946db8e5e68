import type { SecurityRequirement } from '../documents/index.ts'
import type { JsonSchema } from '../schema/index.ts'

/**
 * An AsyncAPI document, as far as we write it.
 * @see https://www.asyncapi.com/docs/reference/specification/v3.0.0
 */
export interface AsyncApiDocument {
  readonly asyncapi: '3.0.0'
  readonly info: AsyncApiInfo
  readonly servers?: Readonly<Record<string, AsyncApiServer>>
  readonly defaultContentType: 'application/json'
  readonly channels: Readonly<Record<string, AsyncApiChannel>>
  readonly operations: Readonly<Record<string, AsyncApiOperation>>
  readonly components?: AsyncApiComponents
}

/** Info Object. */
export interface AsyncApiInfo {
  readonly title: string
  readonly version: string
  readonly description?: string
  readonly termsOfService?: string
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string }
  readonly license?: { readonly name: string; readonly url?: string }
  readonly tags?: readonly AsyncApiTag[]
  readonly externalDocs?: AsyncApiExternalDocs
}

/** Tag Object. */
export interface AsyncApiTag {
  readonly name: string
  readonly description?: string
  readonly externalDocs?: AsyncApiExternalDocs
}

/** External Documentation Object. */
export interface AsyncApiExternalDocs {
  readonly url: string
  readonly description?: string
}

/** Server Object. */
export interface AsyncApiServer {
  /** With its port: `api.example.com:8443`. */
  readonly host: string
  readonly protocol: 'ws' | 'wss'
  /** Stands before every address: `/practice`. */
  readonly pathname?: string
  readonly description?: string
  readonly variables?: Readonly<Record<string, AsyncApiServerVariable>>
  /** The same server as a URL that is relative to the document, where the app knows no other: `.`. */
  readonly 'x-relative-url'?: string
}

/** Server Variable Object. */
export interface AsyncApiServerVariable {
  readonly default: string
  readonly enum?: readonly string[]
  readonly description?: string
}

/** Channel Object. */
export interface AsyncApiChannel {
  /** The path template: `/ws/progress/{userId}`. */
  readonly address: string
  readonly summary: string
  readonly description?: string
  readonly parameters?: Readonly<Record<string, AsyncApiParameter>>
  readonly tags?: readonly AsyncApiTag[]
  readonly messages?: Readonly<Record<string, AsyncApiReference>>
  readonly bindings: { readonly ws: AsyncApiWebSocketBinding }
  readonly 'x-deprecated'?: true
  /** What the handshake demands, exactly: AsyncAPI's own `security` knows neither "and" nor "not needed". */
  readonly 'x-security'?: readonly SecurityRequirement[]
  /** The declared errors of the handshake, by the codes that the socket is closed with. */
  readonly 'x-close-codes'?: Readonly<Record<string, string>>
  readonly [extension: string]: unknown
}

/** Parameter Object: always text, and so its schema is an extension. */
export interface AsyncApiParameter {
  readonly description?: string
  readonly enum?: readonly string[]
  readonly default?: string
  readonly examples?: readonly string[]
  readonly 'x-schema': JsonSchema
  /** Whether it is the rest of the path, with its slashes. */
  readonly 'x-rest'?: true
}

/**
 * What the handshake carries.
 * @see https://github.com/asyncapi/bindings/tree/master/websockets
 */
export interface AsyncApiWebSocketBinding {
  readonly method: 'GET'
  readonly query?: JsonSchema
  readonly headers?: JsonSchema
  /** Cookies as an object: the binding knows only the header that all of them share. */
  readonly 'x-cookies'?: JsonSchema
  readonly bindingVersion: '0.1.0'
}

/** Operation Object: what the app does, as it sees it. */
export interface AsyncApiOperation {
  readonly action: 'receive' | 'send'
  readonly channel: AsyncApiReference
  readonly security?: readonly (AsyncApiReference | AsyncApiSecurityScheme)[]
  readonly messages: readonly AsyncApiReference[]
}

/** Message Object. */
export interface AsyncApiMessage {
  readonly name: string
  readonly contentType: string
  readonly payload: JsonSchema
}

/** Security Scheme Object: as OpenAPI has it, but for the words. */
export type AsyncApiSecurityScheme = Readonly<Record<string, unknown>>

/** Reference Object. */
export interface AsyncApiReference {
  readonly $ref: string
}

/** Components Object. */
export interface AsyncApiComponents {
  readonly schemas?: Readonly<Record<string, JsonSchema>>
  readonly messages?: Readonly<Record<string, AsyncApiMessage>>
  readonly securitySchemes?: Readonly<Record<string, AsyncApiSecurityScheme>>
}
