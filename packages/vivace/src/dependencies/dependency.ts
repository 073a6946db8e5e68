import type { DefinedError } from '../errors/index.ts'
import {
  type Input,
  type InputInternals,
  type InputRecord,
  isInput,
  type Lifetime,
  type ValuesOf,
} from '../inputs/index.ts'
import type { Provided } from './provided.ts'

/** A value that is made from inputs, once for each request or once for the app. */
export interface Dependency<
  out Value = unknown,
  out Scope extends Lifetime = Lifetime,
  out Needs = unknown,
> extends Input<Value, Scope> {
  readonly '~vivace': DependencyInternals<Value, Scope, Needs>
}

/** What a dependency carries for the framework alone. */
export interface DependencyInternals<
  out Value = unknown,
  out Scope extends Lifetime = Lifetime,
  out Needs = unknown,
> extends InputInternals<Value, Scope> {
  readonly dependency: DependencyDefinition
  /** Tells the compiler of clients the inputs; never set. */
  readonly needs?: Needs
}

/** How a dependency is made. */
export interface DependencyDefinition {
  /** The function's own name, for messages; empty if it has none. */
  readonly name: string
  readonly lifetime: Lifetime
  readonly inputs: InputRecord
  readonly make: (values: Readonly<Record<string, unknown>>) => unknown
  /** Whether `make` is a generator function, whose code after `yield` cleans up. */
  readonly isGenerator: boolean
  /** Whether one request makes it once however often it is named. */
  readonly isCached: boolean
  readonly cleansAfterResponse: boolean
  readonly errors: readonly DefinedError[]
}

/** How a dependency of a request behaves. */
export interface DependencyOptions {
  /** `false` makes it anew for each that names it. */
  readonly cached?: boolean
  /** When the code after `yield` runs; `before-response` if absent, so that its failure is the client's answer. */
  readonly cleanup?: 'before-response' | 'after-response'
  /** Errors that making it can end in; the documents of every route that uses it name them. */
  readonly errors?: readonly DefinedError[]
}

/**
 * A value made once for each request, from inputs of its own.
 *
 *     const page = dependency({ skip: query(z.int().default(0)) }, ({ skip }) => ({ skip, limit: 20 }))
 *
 * A generator cleans up after its `yield`, in reverse order of making and before the response is sent; what
 * the handler throws is thrown at the `yield`. What is synchronous is never awaited.
 */
export function dependency<const Inputs extends InputRecord, Result>(
  inputs: Inputs,
  make: (values: ValuesOf<Inputs>) => Result,
  options: DependencyOptions = {},
): Dependency<Provided<Result>, 'request', Inputs> {
  return {
    '~vivace': {
      lifetime: 'request',
      dependency: define(inputs, make, { ...options, lifetime: 'request' }),
    },
  }
}

/** Inputs, function and options, brought to the one shape that the compiler of plans reads. */
export function define<Inputs extends InputRecord>(
  inputs: Inputs,
  make: (values: ValuesOf<Inputs>) => unknown,
  options: DependencyOptions & Pick<DependencyDefinition, 'lifetime'>,
): DependencyDefinition {
  return {
    name: make.name,
    lifetime: options.lifetime,
    inputs,
    // The plan calls it with the values of exactly these inputs.
    make: make as DependencyDefinition['make'],
    isGenerator: isGeneratorFunction(make),
    isCached: options.cached ?? true,
    cleansAfterResponse: options.cleanup === 'after-response',
    errors: options.errors ?? [],
  }
}

// The kind of function decides, not the value: a value may well be an iterator.
function isGeneratorFunction(make: unknown): boolean {
  return /Generator/.test(Object.prototype.toString.call(make))
}

/** Whether a dependency is made by a generator that may wait. */
export function isAsyncGenerator({ make }: DependencyDefinition): boolean {
  return Object.prototype.toString.call(make) === '[object AsyncGeneratorFunction]'
}

/** Whether an input is made rather than read. */
export function isDependency(input: Input): input is Dependency {
  return isInput(input) && 'dependency' in input['~vivace']
}
