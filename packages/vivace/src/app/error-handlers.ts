import type { IncomingRequest } from '../inputs/index.ts'
import type { Reply } from '../responses/index.ts'

/** Answers an error of one class in the user's own way. */
export type ErrorHandler<Caught> = (error: Caught, request: IncomingRequest) => Reply | Promise<Reply>

/** A class whose instances are caught, abstract or not. */
export type ErrorClass<Caught> = abstract new (...given: never[]) => Caught

/** The user's own error handlers; the nearest class of an error counts. */
export class ErrorHandlers {
  readonly #handlers = new Map<unknown, ErrorHandler<never>>()

  set<Caught>(caught: ErrorClass<Caught>, handler: ErrorHandler<Caught>): void {
    this.#handlers.set(caught, handler)
  }

  /** The handler of an error, bound to it. */
  find(error: unknown): ((request: IncomingRequest) => Reply | Promise<Reply>) | undefined {
    if (this.#handlers.size === 0 || typeof error !== 'object' || error === null) return undefined
    for (let prototype: unknown = error; prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
      // Whatever is no null has a constructor, its own or inherited, or the look-up finds nothing.
      const { constructor: owner } = prototype as { readonly constructor: unknown }
      const handler = this.#handlers.get(owner)
      // `set` stored it under the class that the error is an instance of.
      if (handler !== undefined) return (request) => handler(error as never, request)
    }
    return undefined
  }
}
