import type { ErrorDefinition } from '../errors/index.ts'
import type { Source } from './source.ts'

/** How long a value lives: one request, or as long as the app. */
export type Lifetime = 'request' | 'app'

/**
 * A declared value: where it is read from, or how it is made. Handlers, dependencies and singletons
 * all name their inputs in a record.
 *
 *     inputs: { itemId: path(z.int()), user: currentUser }
 */
export interface Input<out Value = unknown, out Scope extends Lifetime = Lifetime> {
  readonly '~vivace': InputInternals<Value, Scope>
}

/** What an input carries for the framework alone. */
export interface InputInternals<out Value = unknown, out Scope extends Lifetime = Lifetime> {
  readonly lifetime: Scope
  /** Tells the compiler the type of the value; never set. */
  readonly value?: Value
  /** Where the value is read from; absent for dependencies, whose value is made. */
  readonly source?: Source
  /** The scopes that this use of the input demands, beside those that its users demand. */
  readonly scopes?: readonly string[]
  /** Errors that reading or making the value can end in. */
  readonly errors?: readonly ErrorDefinition[]
}

/**
 * An input whose value a client sends, in the form that `Accepted`, a schema, accepts. The compiler of clients reads
 * it (`createClient` of `vivace/client`), and nothing else does.
 */
export interface SentInput<out Value = unknown, out Accepted = unknown> extends Input<Value, 'request'> {
  readonly '~vivace': SentInternals<Value, Accepted>
}

/** What an input that is sent carries for the framework alone. */
export interface SentInternals<out Value = unknown, out Accepted = unknown> extends InputInternals<
  Value,
  'request'
> {
  /** Tells the compiler the schema of what is sent; never set. */
  readonly accepts?: Accepted
}

/** Named inputs, as a handler or a dependency declares them. */
export type InputRecord = Readonly<Record<string, Input>>

/**
 * The value of an input.
 *
 *     ValueOf<Input<number>>                       // number
 *     ValueOf<Input<string | undefined, 'app'>>    // string | undefined
 */
export type ValueOf<Any extends Input> = Any extends Input<infer Value> ? Value : never

/**
 * The values of named inputs: what a handler receives.
 *
 *     ValuesOf<{ id: Input<number>; q: Input<string> }>    // { readonly id: number; readonly q: string }
 */
export type ValuesOf<Inputs extends InputRecord> = { readonly [Name in keyof Inputs]: ValueOf<Inputs[Name]> }
