import type { ErrorDefinition } from '../errors/index.ts'
import type { MessageDescription, ParameterDescription, SecurityDescription } from '../inputs/index.ts'

/** Everything the API documents say of one channel: written by the compiler of channels, read by readers. */
export interface ChannelDescription {
  /** The whole template, prefixes included: `/ws/progress/{userId}`. */
  readonly path: string
  readonly tags: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly operationId?: string
  readonly deprecated: boolean
  /** Whether the channel is left out of the documents. */
  readonly hidden: boolean
  /** What the handshake carries. */
  readonly parameters: readonly ParameterDescription[]
  readonly security: readonly SecurityDescription[]
  /** What clients send; absent when they send nothing. */
  readonly receives?: MessageDescription
  /** What clients are sent; absent when they are sent nothing. */
  readonly sends?: MessageDescription
  /** The subprotocols that it speaks; empty if it does not ask for one. */
  readonly protocols: readonly string[]
  /** The errors of the channel, its routers, its guards and all its dependencies. */
  readonly errors: readonly ErrorDefinition[]
  /** Whether the handshake can fail validation, and so end with 4422. */
  readonly canFailValidation: boolean
  /** Members merged into the Channel Object as they are. */
  readonly extensions?: Readonly<Record<string, unknown>>
}
