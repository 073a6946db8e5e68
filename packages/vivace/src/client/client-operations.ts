/**
 * What a client is told of an app at run time: the operations that were added as records of routes, each by its key.
 * The types are the compiler's; what no type can carry is here, and it is plain JSON.
 */
export type ClientOperations = Readonly<Record<string, ClientOperation>>

/** One operation, as far as a client must know it. The words are open, as those of imported JSON are. */
export interface ClientOperation {
  readonly method: string
  /** The whole path template: `/api/users/{userId}`. */
  readonly path: string
  /** How each input is sent. */
  readonly inputs?: Readonly<Record<string, ClientInput>>
  /** How a body is read where its media type does not tell, by status: `event`, `line`, `piece`, `blob` or `text`. */
  readonly answers?: Readonly<Record<string, string>>
}

/** One input on its way: at one name, or as a model, each of its fields at one. */
export interface ClientInput extends ClientField {
  /** `path`, `query`, `header`, `form`, `file`, `body` or `bytes`. */
  readonly in: string
  readonly fields?: Readonly<Record<string, ClientField>>
}

/** One name on the wire. */
export interface ClientField {
  /** Of bytes it is the media type; without one the value is the whole body. */
  readonly name?: string
  /** A field of a form that is JSON: the whole `value`, or each of its `items`. */
  readonly json?: string
}
