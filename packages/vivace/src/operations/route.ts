import type { Dependency } from '../dependencies/index.ts'
import type { DefinedError } from '../errors/index.ts'
import type { Method } from '../http/index.ts'
import type { FormLimits, Input, InputRecord, PathInput, UnknownFields } from '../inputs/index.ts'
import type { HandlerResult, Returns } from '../responses/index.ts'
import type { RouteDocs } from './route-docs.ts'
import type { IdempotencyKeys } from './idempotency/idempotency-keys.ts'
import type { PathParameterName } from '../routing/index.ts'
import type { Schema } from '../schema/index.ts'

/** What a compiler shows where a declaration cannot be right. */
export interface TypeMessage<Text extends string> {
  readonly '~message': Text
}

/**
 * Inputs whose path inputs the path has.
 *
 *     CheckedInputs<'/items/{id}', { id: PathInput<number, undefined> }>        // { id: PathInput<number, undefined> }
 *     CheckedInputs<'/items/{id}', { itemId: PathInput<number, undefined> }>    // { itemId: TypeMessage<"'itemId' is …"> }
 *     CheckedInputs<'/items', { limit: Schema<number> }>                        // { limit: TypeMessage<"'limit' is …"> }
 */
export type CheckedInputs<Path extends string, Inputs> = {
  readonly [Name in keyof Inputs]: Inputs[Name] extends PathInput<unknown, infer Own>
    ? CheckedName<Path, Own extends string ? Own : Name & string> extends true
      ? Inputs[Name]
      : TypeMessage<`'${Own extends string ? Own : Name & string}' is declared as a path input, but the path '${Path}' has no {${Own extends string ? Own : Name & string}}`>
    : Inputs[Name] extends Schema
      ? TypeMessage<`'${Name & string}' is a schema, which does not say where the value is read from. Wrap it: query(schema), header(schema), body(schema)`>
      : Inputs[Name]
}

/**
 * What may stand in a record of inputs as far as inference is concerned: a schema is let in to be told, by
 * `CheckedInputs`, that it is no input.
 */
export type DeclaredInputs = Readonly<Record<string, Input | Schema>>

// A path that is only known as a string is checked when the app starts.
type CheckedName<Path extends string, Name extends string> = string extends Path
  ? true
  : Name extends PathParameterName<Path>
    ? true
    : false

/** Everything a route declares. */
export interface RouteOptions<
  Path extends string = string,
  Inputs = InputRecord,
  Declared = Returns | undefined,
> extends RouteDocs {
  /** The values that the handler receives, by name. */
  readonly inputs?: Inputs & CheckedInputs<Path, Inputs>
  /** What leaves: a schema, a kind of answer, or a record of statuses. */
  readonly returns?: Declared
  /** The status of the answer where `returns` is one schema or kind. 200 if absent, 204 if nothing is returned. */
  readonly status?: number
  /** Errors that the handler throws, for the documents. */
  readonly errors?: readonly DefinedError[]
  /** Guards: dependencies whose value is not needed. They run first, in this order. */
  readonly dependencies?: readonly Dependency[]
  /**
   * Whether the guard of the app or of a router around is not asked; those in `dependencies` are. `false` makes a route of
   * a public router private again. Says nothing where there is no guard.
   */
  readonly public?: boolean
  /** The most bytes that a body may have. 1 MiB if neither the route nor middleware says otherwise. */
  readonly bodyLimit?: number
  /** Answers a request that is sent again without doing anything again: `idempotencyKeys({ store })`. */
  readonly idempotency?: IdempotencyKeys
  /** How much of a form is read. */
  readonly form?: FormLimits
  /** Whether fields that no schema names are dropped or refused. The app's setting if absent. */
  readonly unknownFields?: UnknownFields
}

/**
 * The values of a handler's inputs.
 *
 *     HandlerValues<{ id: Input<number>; q: Input<string> }>    // { readonly id: number; readonly q: string }
 */
export type HandlerValues<Inputs> = {
  readonly [Name in keyof Inputs]: Inputs[Name] extends Input<infer Value> ? Value : never
}

/** The user's function: values in, an answer out. */
export type Handler<Inputs extends DeclaredInputs = InputRecord, Declared = unknown> = (
  values: HandlerValues<Inputs>,
) => HandlerResult<Declared> | Promise<HandlerResult<Declared>>

/** What is known of a route at compile time: one bag, read by index. */
export interface RouteTypes {
  readonly method: Method
  readonly path: string
  readonly inputs: InputRecord
  readonly returns: Returns | undefined
}

/** A route as a value: `route.get(…)` makes it, `router.add(…)` takes it. */
export interface Route<out Types extends RouteTypes = RouteTypes> {
  readonly method: Types['method']
  readonly path: Types['path']
  readonly '~vivace': RouteInternals<Types>
}

/** What a route carries for the framework alone. */
export interface RouteInternals<out Types extends RouteTypes = RouteTypes> {
  /** Tells the compiler what the route is; never set. */
  readonly types?: Types
  readonly options: PlainRouteOptions
  readonly handler: PlainHandler
  /** The key in the record of routes that it was added with. */
  readonly key?: string
}

/** A route's options without their types: what the compiler of plans reads. */
export interface PlainRouteOptions extends Omit<RouteOptions, 'inputs' | 'returns'> {
  readonly inputs?: InputRecord
  readonly returns?: Returns
}

/** A handler without its types. */
export type PlainHandler = (values: Readonly<Record<string, unknown>>) => unknown
