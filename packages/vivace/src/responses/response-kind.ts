import type { ErrorDefinition } from '../errors/index.ts'
import type { Answer, AnswerBody, Exchange } from '../exchange/index.ts'
import type { JsonSchema } from '../schema/index.ts'

/** The statuses of a plain success, whose kind of answer one schema can declare. */
export type SuccessStatus = 200 | 201 | 202 | 203 | 206

const successStatuses: ReadonlySet<number> = new Set<SuccessStatus>([200, 201, 202, 203, 206])

/** Whether a status is one that a single schema or kind covers, whatever status it is declared for. */
export function isSuccess(status: number): boolean {
  return successStatuses.has(status)
}

/** A kind of answer: what leaves, as which media type, and how a value becomes it. */
export interface ResponseKind<out Value = unknown, out Status extends number = number> {
  readonly '~vivace': ResponseInternals<Value, Status>
}

/** What a kind of answer carries for the framework alone. */
export interface ResponseInternals<out Value = unknown, out Status extends number = number> {
  /** Tells the compiler what a handler may answer; never set. */
  readonly value?: Value
  /** The status where the route declares none. */
  readonly status: Status
  /** Checks one use of the kind and makes its encoder. Throws `DefinitionError`. */
  bind(where: string): BoundResponse
}

/** A kind of answer that knows its operation. */
export interface BoundResponse {
  /** Absent when the answer has no body. */
  readonly mediaType: string | undefined
  /** Of what leaves, for the documents. */
  readonly schema: JsonSchema | undefined
  readonly description?: string
  /** Whether the body comes piece by piece, and so a generator function may make it. */
  readonly isStream?: boolean
  /** What a body that comes item by item is made of, for the documents. */
  readonly items?: ItemDescription
  /** Headers besides `content-type`, flat, with names in lower case; what a handler sets comes instead. */
  readonly headers?: readonly string[]
  /** The answers that it can be, one for each media type, instead of `schema` and `items`; for the documents. */
  readonly representations?: readonly BoundResponse[]
  /** What a GET answers besides with this kind, for the documents. */
  readonly further?: readonly FurtherAnswer[]
  /** Errors that a GET can end in with this kind, for the documents. */
  readonly errors?: readonly ErrorDefinition[]
  /**
   * The body, or a promise of it if it is not there at once; the whole answer, where the status and the headers
   * depend on the request. Throws when the value breaks what is declared.
   */
  readonly encode: (value: unknown, status: number, exchange: Exchange) => Encoded | Promise<Encoded>
}

/** What a kind makes of a value: a body, or the whole answer. */
export type Encoded = AnswerBody | Answer

/** An answer that a kind gives by itself, beside the one that is declared. */
export interface FurtherAnswer {
  readonly status: number
  readonly description: string
  readonly mediaType?: string
  readonly schema?: JsonSchema
  readonly headers?: Readonly<Record<string, { readonly description?: string; readonly schema: JsonSchema }>>
}

/** The items of a body that comes piece by piece (OpenAPI 3.2, section 4.14.2). */
export interface ItemDescription {
  /** Of one item: the output side of its schema. */
  readonly schema: JsonSchema
  /** Whether an item is the data of a server-sent event, or a line of its own. */
  readonly as: 'event' | 'line'
}

/** A kind of answer that comes item by item. The compiler of clients reads what the items are, and nothing else does. */
export interface ItemsKind<
  out Value = unknown,
  out Status extends number = number,
  out Items extends ItemsType = ItemsType,
> extends ResponseKind<Value, Status> {
  readonly '~vivace': ItemsInternals<Value, Status, Items>
}

/** What a kind that comes item by item carries for the framework alone. */
export interface ItemsInternals<
  out Value = unknown,
  out Status extends number = number,
  out Items extends ItemsType = ItemsType,
> extends ResponseInternals<Value, Status> {
  /** Tells the compiler of clients what the items are; never set. */
  readonly items?: Items
}

/** The items of an answer: how they come, and their schema. */
export interface ItemsType<out As extends ItemDescription['as'] = ItemDescription['as'], out Item = unknown> {
  readonly as: As
  readonly schema: Item
}

/** Whether a value is a kind of answer. */
export function isResponseKind(value: unknown): value is ResponseKind {
  return typeof value === 'object' && value !== null && '~vivace' in value
}
