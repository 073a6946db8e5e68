import type { InputOf, Schema } from '../schema/index.ts'
import type { Reply } from './reply.ts'
import type { ResponseKind, SuccessStatus } from './response-kind.ts'

/** What one status can answer: a schema for JSON, a kind, or `null` for no body. */
export type Returned = Schema<never, unknown> | Schema | ResponseKind | null

/**
 * What a route declares that it answers: one schema or kind, or a record of statuses.
 *
 *     returns: Item
 *     returns: { 201: User, 409: Problem }
 */
export type Returns = Returned | { readonly [Status in number]: Returned }

/**
 * A value that may come with readonly arrays: an answer is read, never changed.
 *
 *     Answerable<{ tags: string[] }>    // { readonly tags: readonly string[] }
 */
export type Answerable<Value> = Value extends string | number | boolean | bigint | null | undefined | Date
  ? Value
  : unknown extends Value
    ? Value
    : { readonly [Name in keyof Value]: Answerable<Value[Name]> }

/**
 * What a handler may answer as the body.
 *
 *     BodyOf<typeof Item>                      // what the schema accepts
 *     BodyOf<ResponseKind<string, 200>>        // string
 *     BodyOf<null>                             // undefined
 */
export type BodyOf<Declared> =
  Declared extends ResponseKind<infer Value>
    ? Value
    : Declared extends Schema
      ? Answerable<InputOf<Declared>>
      : undefined

/**
 * What a handler may answer.
 *
 *     HandlerResult<undefined>                           // unknown: anything that JSON can say
 *     HandlerResult<typeof Item>                         // an Item, or reply(201, item)
 *     HandlerResult<{ 201: typeof User; 404: null }>     // Reply<201, User> | Reply<404, undefined>
 */
export type HandlerResult<Declared> = Declared extends undefined
  ? unknown
  : Declared extends ResponseKind<infer Value, infer Status>
    ? Value | Reply<Status, Value>
    : Declared extends Schema
      ? Answerable<InputOf<Declared>> | Reply<SuccessStatus, Answerable<InputOf<Declared>>>
      : Declared extends null
        ? void
        : { [Status in keyof Declared & number]: Reply<Status, BodyOf<Declared[Status]>> }[keyof Declared &
            number]
