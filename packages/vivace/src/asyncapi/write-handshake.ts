import { pascalCase, type SchemaComponents } from '../documents/index.ts'
import type { ParameterDescription } from '../inputs/index.ts'
import type { JsonSchema } from '../schema/index.ts'
import type { NamedChannel } from './channel-names.ts'
import type { AsyncApiParameter, AsyncApiWebSocketBinding } from './document.ts'
import { toSchemaDialect } from './schema-dialect.ts'

/** What a client has to send so that the socket opens, as the document says it. */
export interface Handshake {
  /** OpenAPI and AsyncAPI know no rest parameters: `/files/{rest*}` is `/files/{rest}`. */
  readonly address: string
  readonly parameters: Readonly<Record<string, AsyncApiParameter>>
  readonly binding: AsyncApiWebSocketBinding
}

/** Writes the address, its parameters, and the query, headers and cookies of a channel's handshake. */
export function writeHandshake(named: NamedChannel, schemas: SchemaComponents): Handshake {
  const { path, protocols } = named.channel
  const names = [...path.matchAll(/\{([^{}*]*)\*?\}/g)].map(([, name = '']) => name)
  const merged = mergeUses(named.channel.parameters)
  const written = merged.map((parameter) => ({ ...parameter, schema: schemaOf(parameter, named, schemas) }))
  const at = (place: ParameterDescription['in']): ParameterDescription[] =>
    written.filter((parameter) => parameter.in === place && parameter.hidden !== true)
  const query = writeMembers(at('query'))
  const headers = writeMembers([...at('header'), ...(protocols.length === 0 ? [] : [subprotocol(protocols)])])
  const cookies = writeMembers(at('cookie'))
  return {
    address: path.replace(/\*\}/g, '}'),
    parameters: Object.fromEntries(
      names.map((name) => [
        name,
        {
          ...writeParameter(written.find(isPath(name)), merged.find(isPath(name))?.schema),
          ...(path.includes(`{${name}*}`) ? { 'x-rest': true } : {}),
        },
      ]),
    ),
    binding: {
      method: 'GET',
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...(cookies === undefined ? {} : { 'x-cookies': cookies }),
      bindingVersion: '0.1.0',
    },
  }
}

/** Each name once: several dependencies may read one parameter, and it is required if one of them needs it. */
function mergeUses(parameters: readonly ParameterDescription[]): readonly ParameterDescription[] {
  const merged = new Map<string, ParameterDescription>()
  for (const use of parameters) {
    const name = use.in === 'header' ? use.name.toLowerCase() : use.name
    const first = merged.get(`${use.in} ${name}`)
    const required = use.required || first?.required === true
    merged.set(`${use.in} ${name}`, { ...use, ...first, required })
  }
  return [...merged.values()]
}

function schemaOf(
  parameter: ParameterDescription,
  { name, where }: NamedChannel,
  schemas: SchemaComponents,
): JsonSchema {
  const hint = pascalCase(name) + pascalCase(parameter.name)
  return toSchemaDialect(schemas.write(parameter.schema, { direction: 'input', where, hint }))
}

function writeMembers(parameters: readonly ParameterDescription[]): JsonSchema | undefined {
  if (parameters.length === 0) return undefined
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  return {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, writeMember(parameter)])),
    ...(required.length === 0 ? {} : { required }),
  }
}

function writeMember({ schema, description, deprecated, examples }: ParameterDescription): JsonSchema {
  return toSchemaDialect({
    ...schema,
    ...(description === undefined ? {} : { description }),
    ...(deprecated === true ? { deprecated } : {}),
    ...(examples === undefined ? {} : { examples }),
  })
}

// A template demands its parameters of the document, whether or not the handler reads them. What is written may be a
// reference; `given` says of itself what it takes.
function writeParameter(
  parameter: ParameterDescription | undefined,
  given: JsonSchema = {},
): AsyncApiParameter {
  const declared = definitionOf(given)
  const { schema = { type: 'string' }, description, examples = declared.examples } = parameter ?? {}
  const { enum: values, default: preset } = declared
  return {
    ...(description === undefined ? {} : { description }),
    ...(values === undefined ? {} : { enum: values.map(textOf) }),
    ...(preset === undefined ? {} : { default: textOf(preset) }),
    ...(examples === undefined ? {} : { examples: examples.map(textOf) }),
    'x-schema': schema,
  }
}

// A schema with a name is a reference to its own definition.
function definitionOf(schema: JsonSchema): JsonSchema {
  const [, name] = /^#\/\$defs\/(.*)$/.exec(schema.$ref ?? '') ?? []
  return (name === undefined ? undefined : schema.$defs?.[name]) ?? schema
}

function isPath(name: string): (parameter: ParameterDescription) => boolean {
  return (parameter) => parameter.in === 'path' && parameter.name === name
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function subprotocol(protocols: readonly string[]): ParameterDescription {
  const description = 'The subprotocols that the client speaks, the one it likes best first.'
  const schema = { type: 'string', enum: protocols, description } as const
  return { in: 'header', name: 'Sec-WebSocket-Protocol', required: false, schema }
}
