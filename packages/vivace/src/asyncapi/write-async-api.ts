import type { ChannelDescription } from '../channels/index.ts'
import { SchemaComponents, SecurityComponents, withReferences } from '../documents/index.ts'
import { nameChannels } from './channel-names.ts'
import type { AsyncApiComponents, AsyncApiDocument, AsyncApiInfo } from './document.ts'
import { MessageComponents } from './message-components.ts'
import { toSchemaDialect } from './schema-dialect.ts'
import { draftChannel, type SharedParts, writeChannel } from './write-channel.ts'
import { writeSecurityScheme } from './write-security.ts'
import { type ServerUrl, writeServers } from './write-servers.ts'

/** What is the document's own choice. */
export interface AsyncApiOptions {
  /** Where the app is; the folder of the document if absent. */
  readonly servers?: readonly ServerUrl[]
  /** Where the document is: `https://api.example.com/asyncapi.json`. Without it, what is relative to it is unknown. */
  readonly documentUrl?: string
}

/**
 * Writes the AsyncAPI document (3.0.0) of some channels. The same channels in the same order give the same document.
 *
 *     writeAsyncApi({ title: 'Shop', version: '1.0.0' }, app.channelDescriptions())
 *
 * `receive` and `send` are what the app does: clients send what it receives. Throws `DefinitionError`
 * `DUPLICATE_OPERATION_ID`, `DUPLICATE_SCHEMA_NAME`, `DUPLICATE_SECURITY_SCHEME`, `SCHEMA_NOT_DESCRIBABLE`.
 */
export function writeAsyncApi(
  info: AsyncApiInfo,
  channels: readonly ChannelDescription[],
  { servers = [{ url: '.' }], documentUrl }: AsyncApiOptions = {},
): AsyncApiDocument {
  const schemas = new SchemaComponents('shared')
  const security = new SecurityComponents()
  const named = nameChannels(channels.filter((channel) => !channel.hidden))
  const drafts = named.map((channel) => draftChannel(channel, { schemas, security }))
  const settled = schemas.settle()
  const resolve = (url: string): string =>
    documentUrl !== undefined && URL.canParse(url, documentUrl) ? new URL(url, documentUrl).href : url
  const parts: SharedParts = {
    messages: new MessageComponents(settled.references),
    schemes: mapValues(security.settle(), (scheme) => writeSecurityScheme(scheme, resolve)),
  }
  const written = drafts.map((draft) => writeChannel(draft, parts))
  const writtenServers = writeServers(servers, documentUrl)
  const components = withoutEmpty({
    schemas: mapValues(settled.schemas, toSchemaDialect),
    messages: parts.messages.settle(),
    securitySchemes: parts.schemes,
  })
  const document: AsyncApiDocument = {
    asyncapi: '3.0.0',
    info: writeInfo(info),
    ...(Object.keys(writtenServers).length === 0 ? {} : { servers: writtenServers }),
    defaultContentType: 'application/json',
    channels: Object.fromEntries(written.map(({ name, channel }) => [name, channel])),
    operations: Object.fromEntries(written.flatMap(({ operations }) => operations)),
    ...(Object.keys(components).length === 0 ? {} : { components }),
  }
  return withReferences(document, settled.references)
}

// Named one by one: whoever passes an object with more in it does not mean to publish that.
function writeInfo(info: AsyncApiInfo): AsyncApiInfo {
  const { title, version, description, termsOfService, contact, license, tags, externalDocs } = info
  const named = license && { name: license.name, ...(license.url === undefined ? {} : { url: license.url }) }
  const others = Object.entries({ description, termsOfService, contact, license: named, tags, externalDocs })
  return { title, version, ...Object.fromEntries(others.filter(([, value]) => value !== undefined)) }
}

function withoutEmpty(components: AsyncApiComponents): AsyncApiComponents {
  const isThere = (members: object = {}): boolean => Object.keys(members).length > 0
  const { schemas, messages, securitySchemes } = components
  return {
    ...(isThere(schemas) ? { schemas } : {}),
    ...(isThere(messages) ? { messages } : {}),
    ...(isThere(securitySchemes) ? { securitySchemes } : {}),
  }
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]))
}
