import type { Dependency } from '../dependencies/dependency.ts'
import type { SentInput } from '../inputs/input.ts'
import type { ProblemDetails } from '../http/problem-details.ts'
import type { Route, RouteTypes } from '../operations/route.ts'
import type { FileBody } from '../responses/file.ts'
import type { ItemsKind, ItemsType, ResponseKind } from '../responses/response-kind.ts'
import type { InputOf, OutputOf, Schema } from '../schema/schema.ts'
import type { CallOptions } from './client-options.ts'
import type { ClientEvent } from './client-event.ts'
import type { Jsonified } from './jsonified.ts'

/** A client of an API: a function for each route of the record. */
export type Client<Api> = { readonly [Name in keyof Api]: ClientCall<TypesOf<Api[Name]>> }

/** One operation as a function. */
export interface ClientCall<Types extends RouteTypes> {
  /** Calls it. Rejects with `ProblemError` for an answer that is no success. A stream begins when it is iterated. */
  (...given: Given<ArgumentsOf<Types['inputs']>>): ResultOf<Types['returns']>
  /** Calls it, and gives the answer whatever its status, with its headers: the compiler tells them apart by `status`. */
  answer(...given: Given<ArgumentsOf<Types['inputs']>>): Promise<ClientAnswer<Types['returns']>>
}

type TypesOf<Any> = Any extends Route<infer Types> ? Types : never

type Given<Arguments> = keyof Arguments extends never
  ? [values?: Readonly<Record<string, never>>, options?: CallOptions]
  : Record<never, never> extends Arguments
    ? [values?: Arguments, options?: CallOptions]
    : [values: Arguments, options?: CallOptions]

/**
 * What a client gives for some inputs, by name: what their schemas accept. Dependencies give their own inputs;
 * cookies, credentials and what the server alone knows are not among them.
 *
 *     ArgumentsOf<{ id: SentInput<number, typeof z.int()>; page: typeof page; log: typeof log }>
 *     // { readonly id: number; readonly skip?: number | undefined }
 */
export type ArgumentsOf<Inputs> = Flat<
  OwnArguments<Inputs> & Omit<DependencyArguments<Inputs>, keyof OwnArguments<Inputs>>
>

type OwnArguments<Inputs> = {
  readonly [Name in keyof Inputs as IsGiven<Inputs[Name]> extends 'always' ? Name : never]: GivenFor<
    Inputs[Name]
  >
} & {
  readonly [Name in keyof Inputs as IsGiven<Inputs[Name]> extends 'sometimes' ? Name : never]?: GivenFor<
    Inputs[Name]
  >
}

// The key is asked for, because whatever lacks an optional member has the type that has it.
type IsGiven<Any> = Any extends SentInput
  ? 'accepts' extends keyof Any['~vivace']
    ? undefined extends GivenFor<Any>
      ? 'sometimes'
      : 'always'
    : 'never'
  : 'never'

type GivenFor<Any> =
  Any extends SentInput<unknown, infer Accepted>
    ? Accepted extends Schema
      ? InputOf<Accepted>
      : never
    : never

// Each dependency's arguments, all together: the parameter of a function is contravariant.
type DependencyArguments<Inputs> = {
  [Name in keyof Inputs]: (given: NeededBy<Inputs[Name]>) => void
}[keyof Inputs] extends (given: infer All) => void
  ? All
  : never

type NeededBy<Any> =
  Any extends Dependency<unknown, 'request', infer Needs>
    ? unknown extends Needs
      ? unknown
      : ArgumentsOf<Needs>
    : unknown

/** What a call gives: items one by one where the route streams, else a promise of the value of its success. */
export type ResultOf<Declared> = [StreamOf<SuccessOf<Declared>>] extends [never]
  ? Promise<SuccessOf<Declared>>
  : StreamOf<SuccessOf<Declared>>

type StreamOf<Success> = Extract<Success, AsyncIterable<unknown>>

type SuccessOf<Declared> = Declared extends Single
  ? Arrived<Declared>
  : {
      [Status in keyof Declared]: IsSuccess<Status> extends true ? Arrived<Declared[Status]> : never
    }[keyof Declared]

type Single = Schema<never, unknown> | Schema | ResponseKind | null | undefined

type IsSuccess<Status> = Status extends number ? (`${Status}` extends `2${string}` ? true : false) : false

/**
 * The value of one declared answer, as it arrives.
 *
 *     Arrived<typeof Item>                        // { at: string }
 *     Arrived<ResponseKind<string, 200>>          // string
 *     Arrived<ResponseKind<FileBody, 200>>        // Blob
 *     Arrived<null>                               // undefined
 */
export type Arrived<Declared> = Declared extends undefined
  ? unknown
  : Declared extends null
    ? undefined
    : Declared extends ItemsKind<unknown, number, infer Items>
      ? 'items' extends keyof Declared['~vivace']
        ? AsyncIterable<ItemOf<Items>>
        : ArrivedKind<Declared>
      : Declared extends ResponseKind
        ? ArrivedKind<Declared>
        : Declared extends Schema
          ? Jsonified<OutputOf<Declared>>
          : unknown

type ItemOf<Items extends ItemsType> = Items['schema'] extends Schema
  ? Items['as'] extends 'event'
    ? ClientEvent<Jsonified<OutputOf<Items['schema']>>>
    : Jsonified<OutputOf<Items['schema']>>
  : unknown

type ArrivedKind<Kind> =
  Kind extends ResponseKind<infer Value>
    ? // A file may also be answered as its path, which is a string.
      Extract<Value, FileBody> extends never
      ? Value extends string
        ? string
        : Value extends ProblemDetails
          ? ProblemDetails
          : Value extends AsyncIterable<unknown>
            ? AsyncIterable<Uint8Array>
            : unknown
      : Blob
    : never

/** An answer of any status. Statuses that the route does not declare are problems; `ok` tells successes from them. */
export type ClientAnswer<Declared> = Declared extends Single
  ? Success<number, Arrived<Declared>> | Refused<number, ProblemDetails>
  : DeclaredAnswers<Declared> | Refused<number, ProblemDetails>

type DeclaredAnswers<Declared> = {
  [Status in keyof Declared & number]: IsSuccess<Status> extends true
    ? Success<Status, Arrived<Declared[Status]>>
    : Refused<Status, Arrived<Declared[Status]>>
}[keyof Declared & number]

/** An answer with a status of success. */
export interface Success<out Status extends number, out Body> {
  readonly ok: true
  readonly status: Status
  readonly headers: Headers
  readonly body: Body
}

/** An answer with any other status. */
export interface Refused<out Status extends number, out Body> {
  readonly ok: false
  readonly status: Status
  readonly headers: Headers
  readonly body: Body
}

type Flat<Members> = { readonly [Name in keyof Members]: Members[Name] }
