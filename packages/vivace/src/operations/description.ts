import type { ErrorDefinition } from '../errors/index.ts'
import type { Method } from '../http/method.ts'
import type {
  BodyDescription,
  ParameterDescription,
  SecurityDescription,
  SendingDescription,
} from '../inputs/source.ts'
import type { ItemDescription } from '../responses/response-kind.ts'
import type { JsonSchema } from '../schema/json-schema.ts'

/** A request that the app sends: where to, and as which operation of the receiver. */
export interface OutgoingDescription {
  readonly target: string
  readonly operation: OperationDescription
}

/** Everything the API documents say of one operation: written by the compiler of plans, read by readers. */
export interface OperationDescription {
  readonly method: Method
  /** The whole template, prefixes included: `/api/v1/users/{id}`. */
  readonly path: string
  readonly tags: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly operationId?: string
  readonly deprecated: boolean
  /** The documents that name it; absent for all. */
  readonly audiences?: readonly string[]
  /** Whether the operation is left out of the documents. */
  readonly hidden: boolean
  readonly parameters: readonly ParameterDescription[]
  /** One for the whole body, or one for each member. */
  readonly body: readonly BodyDescription[]
  readonly security: readonly SecurityDescription[]
  /** Whether it is public on purpose: there is a guard, and it does not ask it. */
  readonly isPublic?: true
  readonly answers: readonly AnswerDescription[]
  /** The errors of the route, its routers, its guards and all its dependencies. */
  readonly errors: readonly ErrorDefinition[]
  /** Whether the app sends the request, and another program answers it. */
  readonly isOutgoing?: boolean
  /** What the app will send to addresses that the request brings. */
  readonly callbacks?: Readonly<Record<string, OutgoingDescription>>
  /** Whether the operation can answer 422. */
  readonly canFailValidation: boolean
  /** The key in the record of routes that it was added with; the name that an inferred client calls it by. */
  readonly key?: string
  /** How a client sends each input, by the names in the records of inputs; the route's own before its dependencies'. */
  readonly sending?: Readonly<Record<string, SendingDescription>>
  /** Members merged into the Operation Object as they are. */
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** One declared answer of an operation. */
export interface AnswerDescription {
  readonly status: number
  readonly description?: string
  /** Absent when the answer has no body. */
  readonly mediaType?: string
  /** Of what leaves: the output side of the schema. */
  readonly schema?: JsonSchema
  /** What the body is made of, if it comes item by item. */
  readonly items?: ItemDescription
  /** Whether the body comes piece by piece, without items. */
  readonly inPieces?: true
  readonly headers?: Readonly<Record<string, { readonly description?: string; readonly schema: JsonSchema }>>
}
