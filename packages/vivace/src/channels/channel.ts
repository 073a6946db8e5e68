import type { Dependency } from '../dependencies/index.ts'
import type { DefinedError } from '../errors/index.ts'
import type { InputRecord, UnknownFields } from '../inputs/index.ts'
import type {
  CheckedInputs,
  DeclaredInputs,
  HandlerValues,
  PlainHandler,
  RouteDocs,
} from '../operations/index.ts'
import type { ChannelLimits } from './channel-limits.ts'

/** What a channel says of itself in the documents. */
export type ChannelDocs = Pick<
  RouteDocs,
  'tags' | 'summary' | 'description' | 'operationId' | 'deprecated' | 'hidden' | 'extensions'
>

/** Everything a channel declares. */
export interface ChannelOptions<Path extends string = string, Inputs = InputRecord>
  extends ChannelDocs, ChannelLimits {
  /** The values that the handler receives, by name; one of them is the `socket()`. */
  readonly inputs?: Inputs & CheckedInputs<Path, Inputs>
  /** Errors that the handler throws, for the documents. */
  readonly errors?: readonly DefinedError[]
  /** Guards: dependencies whose value is not needed. They run first, in this order. */
  readonly dependencies?: readonly Dependency[]
  /** Whether the guard of the app or of a router around is not asked; those in `dependencies` are. */
  readonly public?: boolean
  /** Whether fields that no schema names are dropped or refused. The app's setting if absent. */
  readonly unknownFields?: UnknownFields
  /** The subprotocols that it speaks, the preferred first; of those that the client offers one is chosen. */
  readonly protocols?: readonly string[]
}

/** The user's function; the socket is closed when it has come to its end. */
export type ChannelHandler<Inputs extends DeclaredInputs = InputRecord> = (
  values: HandlerValues<Inputs>,
) => unknown

/** What is known of a channel at compile time. */
export interface ChannelTypes {
  readonly path: string
  readonly inputs: InputRecord
}

/** A channel as a value: `route.websocket(…)` makes it, `router.add(…)` takes it. */
export interface Channel<out Types extends ChannelTypes = ChannelTypes> {
  readonly method: 'WEBSOCKET'
  readonly path: Types['path']
  readonly '~vivace': ChannelInternals<Types>
}

/** What a channel carries for the framework alone. */
export interface ChannelInternals<out Types extends ChannelTypes = ChannelTypes> {
  /** Tells the compiler what the channel is; never set. */
  readonly types?: Types
  readonly options: PlainChannelOptions
  readonly handler: PlainHandler
}

/** A channel's options without their types. */
export interface PlainChannelOptions extends Omit<ChannelOptions, 'inputs'> {
  readonly inputs?: InputRecord
}
