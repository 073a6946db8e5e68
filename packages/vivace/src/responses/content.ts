import { DefinitionError } from '../errors/index.ts'
import { Answer, type Exchange } from '../exchange/index.ts'
import { isJson, type MediaType, parseMediaType } from '../http/index.ts'
import type { Schema } from '../schema/index.ts'
import { AnswerInvalid } from './answer-invalid.ts'
import { json } from './json-response.ts'
import {
  type BoundResponse,
  type Encoded,
  isResponseKind,
  type ResponseKind,
  type SuccessStatus,
} from './response-kind.ts'
import type { BodyOf } from './returns.ts'

/** An answer in one of several media types; `content` makes it. */
export class Content<out Type extends string = string, out Body = unknown> {
  readonly mediaType: Type
  readonly body: Body

  constructor(mediaType: Type, body: Body) {
    this.mediaType = mediaType
    this.body = body
  }
}

function isContent(value: unknown): value is Content {
  return value instanceof Content
}

/** What an answer can be, by media type: a schema where it is JSON, a kind such as `text()` elsewhere. */
export type Representations = Readonly<Record<string, Schema<never, unknown> | Schema | ResponseKind>>

/**
 * What a handler may answer where several media types are declared.
 *
 *     ContentOf<{ 'text/csv': ResponseKind<string, 200> }>    // Content<'text/csv', string>
 */
export type ContentOf<Declared extends Representations> = {
  [Type in keyof Declared & string]: Content<Type, BodyOf<Declared[Type]>>
}[keyof Declared & string]

/**
 * One answer in several media types: with a record it is what `returns` declares, with a media type it is an answer.
 *
 *     app.get('/items', { inputs: { format: accepts(['application/json', 'text/csv']) },
 *       returns: content({ 'application/json': z.array(Item), 'text/csv': text() }) },
 *       ({ format }) => (format === 'text/csv' ? content(format, 'id\n1') : content(format, items)))
 *
 * Throws `DefinitionError` NEGOTIATION_INVALID for what is no media type, and for a schema under one that is not JSON.
 */
export function content<const Declared extends Representations>(
  representations: Declared,
): ResponseKind<ContentOf<Declared>, SuccessStatus>
export function content<const Type extends string, Body>(mediaType: Type, body: Body): Content<Type, Body>
export function content(
  declared: Representations | string,
  body?: unknown,
): ResponseKind<Content, SuccessStatus> | Content {
  if (typeof declared === 'string') return new Content(declared, body)
  return { '~vivace': { status: 200, bind: (where) => bindAll(declared, where) } }
}

function bindAll(declared: Representations, where: string): BoundResponse {
  const representations = new Map(
    Object.entries(declared).map(([name, returned]) => [name, bindOne(name, returned, where)]),
  )
  const bound = [...representations.values()]
  return {
    mediaType: bound[0]?.mediaType,
    schema: undefined,
    representations: bound,
    further: bound.flatMap(({ further = [] }) => further),
    errors: bound.flatMap(({ errors = [] }) => errors),
    encode: (value, status, exchange) => {
      if (!isContent(value)) throw undeclared(where, Object.keys(declared))
      const chosen = representations.get(value.mediaType)
      if (chosen === undefined) throw undeclared(where, Object.keys(declared))
      return encode(chosen, value.body, { status, exchange })
    },
  }
}

function bindOne(name: string, returned: Representations[string], where: string): BoundResponse {
  const type = parseMediaType(name)
  if (type === undefined || type.essence.includes('*')) {
    throw invalid(where, `${JSON.stringify(name)} is not a media type`, "write type and subtype: 'text/csv'")
  }
  if (isResponseKind(returned)) {
    const bound = returned['~vivace'].bind(where)
    return { ...bound, mediaType: withCharset(name, type, bound.mediaType) }
  }
  if (isJson(type)) return json(returned, name)['~vivace'].bind(where)
  throw invalid(where, `a schema is written as JSON, which ${name} is not`, 'declare text() for it')
}

// What text() declares is UTF-8, whatever it is called here.
function withCharset(name: string, { parameters }: MediaType, own: string | undefined): string {
  const isText = own?.endsWith('; charset=utf-8') === true
  return isText && !parameters.has('charset') ? `${name}; charset=utf-8` : name
}

function invalid(where: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'NEGOTIATION_INVALID', where: `${where}, content()`, cause, remedy })
}

function undeclared(where: string, names: readonly string[]): AnswerInvalid {
  return new AnswerInvalid(
    `${where}: 'returns' declares ${names.join(', ')}; answer with content(mediaType, body) of one of them`,
  )
}

function encode(
  chosen: BoundResponse,
  body: unknown,
  { status, exchange }: { readonly status: number; readonly exchange: Exchange },
): Encoded | Promise<Encoded> {
  const encoded = chosen.encode(body, status, exchange)
  if (encoded instanceof Promise) return encoded.then((settled) => answerOf(status, chosen, settled))
  return answerOf(status, chosen, encoded)
}

function answerOf(status: number, { mediaType = '', headers = [] }: BoundResponse, encoded: Encoded): Answer {
  if (encoded instanceof Answer) return encoded
  return new Answer(status, ['content-type', mediaType, ...headers], encoded)
}
