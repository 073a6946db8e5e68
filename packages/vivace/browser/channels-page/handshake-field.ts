import type { AsyncApiParameter } from '../../src/asyncapi/index.ts'
import type { JsonSchema } from '../../src/schema/index.ts'
import type { ChannelView, DocumentReader } from './document-reader.ts'
import { exampleValue } from './example-value.ts'

/** One thing that the handshake carries, and that a browser can send. */
export interface HandshakeField {
  readonly in: 'path' | 'query' | 'cookie' | 'subprotocol'
  readonly name: string
  readonly required: boolean
  /** What stands in it at first. */
  readonly preset: string
  readonly description?: string
  /** What can be chosen; anything can be written if absent. */
  readonly values?: readonly string[]
  /** Whether it takes several values, one on each line. */
  readonly isList: boolean
  /** Whether it is a credential. */
  readonly isSecret: boolean
  /** Whether it is the rest of the path, with its slashes. */
  readonly isRest: boolean
}

/** Something that the handshake carries and no page can send: the WebSocket of browsers sets no headers. */
export interface HeaderNote {
  readonly name: string
  readonly required: boolean
  readonly text: string
}

type FieldPlace = HandshakeField['in']

/** What a form for the handshake of a channel asks for. */
export function handshakeFields(view: ChannelView, reader: DocumentReader): readonly HandshakeField[] {
  const { parameters = {}, bindings } = view.channel
  const { query, headers, 'x-cookies': cookies } = bindings.ws
  const protocols = headers?.properties?.['Sec-WebSocket-Protocol']?.enum
  return [
    ...Object.entries(parameters).map(([name, parameter]) => pathField(name, parameter, reader)),
    ...memberFields('query', query, reader),
    ...memberFields('cookie', cookies, reader),
    ...secretFields(view),
    ...(protocols === undefined ? [] : [protocolField(protocols.map(String))]),
  ]
}

/** The headers that the handshake of a channel reads. */
export function headerNotes(view: ChannelView): readonly HeaderNote[] {
  const { properties = {}, required = [] } = view.channel.bindings.ws.headers ?? {}
  const headers = Object.entries(properties)
    .filter(([name]) => name !== 'Sec-WebSocket-Protocol')
    .map(([name, { description = '' }]) => ({ name, required: required.includes(name), text: description }))
  const schemes = view.schemes.flatMap(({ name, scheme, required: needed, scopes }) => {
    if (scheme.type === 'httpApiKey' && scheme.in !== 'header') return []
    const header = scheme.type === 'httpApiKey' ? String(scheme.name) : 'Authorization'
    const kind = scheme.type === 'http' ? `${String(scheme.scheme)} credential` : 'credential'
    const of = scopes.length === 0 ? '' : `, with ${scopes.join(', ')}`
    return [{ name: header, required: needed, text: `The ${kind} of “${name}”${of}.` }]
  })
  return [...schemes, ...headers]
}

function pathField(name: string, parameter: AsyncApiParameter, reader: DocumentReader): HandshakeField {
  const { description, examples = [], default: preset, 'x-schema': schema } = parameter
  const values = parameter.enum ?? valuesOf(schema, reader)
  return {
    ...base('path', name, true),
    preset: examples[0] ?? preset ?? values?.[0] ?? presetOf(schema, name, reader),
    isRest: parameter['x-rest'] === true,
    ...(description === undefined ? {} : { description }),
    ...(values === undefined ? {} : { values }),
  }
}

function memberFields(
  place: FieldPlace,
  { properties = {}, required = [] }: JsonSchema = {},
  reader: DocumentReader,
): readonly HandshakeField[] {
  return Object.entries(properties).map(([name, given]) => {
    const { schema } = reader.schema(given)
    const isNeeded = required.includes(name)
    const values = valuesOf(schema, reader)
    const { default: preset } = { ...schema, ...given }
    const said = given.description ?? schema.description
    const absent =
      preset === undefined || isEmpty(preset) ? undefined : `${JSON.stringify(preset)} if absent.`
    const description = [said, absent].filter((each) => each !== undefined).join(' ')
    return {
      ...base(place, name, isNeeded),
      preset: isNeeded ? presetOf(schema, name, reader) : '',
      isList: schema.type === 'array',
      ...(description === '' ? {} : { description }),
      ...(values === undefined ? {} : { values }),
    }
  })
}

function secretFields({ schemes }: ChannelView): readonly HandshakeField[] {
  return schemes.flatMap(({ name, scheme, required }) => {
    const { type, in: place, name: key } = scheme
    if (type !== 'httpApiKey' || (place !== 'query' && place !== 'cookie')) return []
    const field = base(place, String(key), required)
    return [{ ...field, isSecret: true, description: `The key of “${name}”.` }]
  })
}

function protocolField(values: readonly string[]): HandshakeField {
  const [preset = ''] = values
  return { ...base('subprotocol', 'Subprotocol', false), preset, values }
}

function base(place: FieldPlace, name: string, required: boolean): HandshakeField {
  return { in: place, name, required, preset: '', isList: false, isSecret: false, isRest: false }
}

function valuesOf(given: JsonSchema, reader: DocumentReader): readonly string[] | undefined {
  const { schema } = reader.schema(given)
  if (schema.type === 'boolean') return ['true', 'false']
  return schema.enum?.map(String)
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}

function presetOf(given: JsonSchema, name: string, reader: DocumentReader): string {
  const value = exampleValue(given, reader)
  // A text of no known kind says what it is.
  if (value === 'text') return name
  return Array.isArray(value) ? value.map(String).join('\n') : String(value)
}
