import type { Failure, FailurePlace } from '../errors/index.ts'
import type { Exchange } from '../exchange/index.ts'
import type { JsonSchema } from '../schema/json-schema.ts'
import type { Background } from './background-port.ts'
import type { FormContents, FormField } from './form-contents.ts'

/**
 * A place that an input is read from. Each kind of source is one file in this folder; adding a source is
 * adding a file.
 */
export interface Source {
  /**
   * When it is read. `exchange` is there from the start and cannot fail; a `guard` lets the request in or
   * throws; `text` is decoded and `body` parsed once all guards have passed, or for the guard that needs it;
   * `bytes` are the body unparsed; a `form` is read when a body would be parsed. The `socket` of a channel is
   * there from the start, and opens when everything else is.
   */
  readonly phase: 'exchange' | 'guard' | 'text' | 'body' | 'bytes' | 'form' | 'socket'
  /** Checks one use of the source and makes its reader. Throws `DefinitionError`. */
  bind(use: SourceUse): BoundSource
}

/** One use of a source in an operation. */
export interface SourceUse {
  /** The name in the record of inputs: the name on the wire unless the source has its own. */
  readonly name: string
  /** The route, and the dependency if it is one's input, for messages: `GET /items/{id}`. */
  readonly where: string
  /** The parameters of the path template, in order. */
  readonly pathParameters: readonly string[]
  /** What happens to fields that a schema does not name. */
  readonly unknownFields: UnknownFields
  /** The scopes that are demanded on the way from the handler to this use, outermost first. */
  readonly scopes: readonly string[]
  /** Whether the body is an object with one member for each body input of the operation. */
  readonly bodyIsKeyed: boolean
}

/** Whether the value of a source depends on the scopes that its users demand. */
export interface ScopedSource extends Source {
  readonly readsScopes: true
}

/** `drop` leaves fields that a schema does not name out; `reject` answers 422. */
export type UnknownFields = 'drop' | 'reject'

/** What a source reads when something is wrong with it, and said so in `reading.failures`. */
export const INVALID: unique symbol = Symbol('invalid')

/** A source that knows its name and its operation. */
export interface BoundSource {
  /** The value or `INVALID`, or a promise of it if the schema is asynchronous. What is wrong goes to `reading.failures`. */
  readonly read: (reading: Reading) => unknown
  /** What the API document says of it. */
  readonly parameters?: readonly ParameterDescription[]
  readonly body?: BodyDescription
  /** What it takes from the form, and what the API document says of that. */
  readonly form?: FormUse
  /** How a client sends the value; absent for what it does not send of its own. */
  readonly sending?: SendingDescription
  readonly security?: SecurityDescription
  /** What the socket of a channel carries. */
  readonly messages?: SocketMessages
  /** The place of which it takes every name, as an open model does. */
  readonly takesAllOf?: FailurePlace
  /** Whether `read` can add failures, and so the operation can answer 422. */
  readonly canFail: boolean
}

/** What one request has given so far; the running operation implements it. */
export interface Reading {
  readonly exchange: Exchange
  readonly failures: Failure[]
  /** The query, decoded once: each name with every value that was sent. */
  query(): ReadonlyMap<string, readonly string[]>
  /** The cookies, decoded once; the first of several with one name. */
  cookies(): ReadonlyMap<string, string>
  /** The parsed JSON body; `undefined` when none was sent. */
  readonly body: unknown
  /** The parsed form. */
  readonly form: FormContents
  /** The body's bytes. */
  readonly bytes: Uint8Array
  /** The status, headers and cookies that plain values are answered with. */
  readonly response: ResponseDraft
  /** What is to be done after the response. */
  readonly background: Background
}

/** Headers, cookies and status of the answer, set while the value is still in the making. */
export interface ResponseDraft {
  status: number | undefined
  /** Flat: name, value, name, value. */
  readonly headers: string[]
}

/** A parameter, for the API document (OpenAPI 3.1, Parameter Object). */
export interface ParameterDescription {
  readonly in: 'path' | 'query' | 'header' | 'cookie'
  readonly name: string
  readonly required: boolean
  /** Of what is sent: the input side of the schema. */
  readonly schema: JsonSchema
  readonly description?: string
  readonly deprecated?: boolean
  readonly examples?: readonly unknown[]
  readonly hidden?: boolean
}

/** A request body or one member of it, for the API document. */
export interface BodyDescription {
  readonly mediaType: string
  readonly required: boolean
  readonly schema: JsonSchema
  /** The member's name, if the operation's body has one for each input. */
  readonly member?: string
  /** Whether members that no input names are refused. */
  readonly refusesOthers?: boolean
  /** The media type of a form's part, if it is another than text or the schema's (OpenAPI 3.1, Encoding Object). */
  readonly partType?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
}

/** How a client sends the value of an input: at one name, or as a model, each of its fields at one. */
export type SendingDescription = Sending | SendingModel

/** One value on its way. */
export interface Sending {
  readonly in: TextSourcePlace | 'file' | 'body' | 'bytes'
  /** The name on the wire; of bytes their media type. Absent for the whole body. */
  readonly name?: string
  /** Whether a field of a form is JSON: the whole value, or each of its items. */
  readonly json?: 'value' | 'items'
  /** Whether the documents do not name it. */
  readonly hidden?: boolean
}

/** A model on its way: its fields by their names in the model. */
export interface SendingModel {
  readonly in: TextSourcePlace
  readonly fields: Readonly<Record<string, Omit<Sending, 'in'>>>
}

type TextSourcePlace = Exclude<FailurePlace, 'body'>

/** The messages of a socket: those of a direction that it does not have are absent. */
export interface SocketMessages {
  readonly receives?: MessageDescription
  readonly sends?: MessageDescription
}

/** The messages of one direction, for the API document. */
export interface MessageDescription {
  /** `application/json`, `text/plain` or `application/octet-stream`. */
  readonly mediaType: string
  /** Of one message: the input side of the schema for what is received, the output side for what is sent. */
  readonly schema: JsonSchema
}

/** What an input takes from a form. */
export interface FormUse {
  readonly fields: readonly FormField[]
  readonly body: readonly BodyDescription[]
}

/** A security scheme that an operation demands (OpenAPI 3.1, Security Scheme Object). */
export interface SecurityDescription {
  /** The key in `components.securitySchemes`. */
  readonly name: string
  readonly scheme: Readonly<Record<string, unknown>>
  readonly scopes: readonly string[]
  /** Whether requests without a credential pass. */
  readonly optional?: boolean
  /** What it has in common with other schemes of which one is enough. */
  readonly alternative?: string
}
