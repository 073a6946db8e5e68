import type { DefinitionCode } from './catalogue.ts'

/** What a `DefinitionError` says: where the mistake is, its cause, and its remedy. */
export interface DefinitionFault {
  readonly code: DefinitionCode
  /** The route, dependency or option, as the user wrote it: `POST /users`. */
  readonly where: string
  readonly cause: string
  readonly remedy: string
}

/**
 * The app is written wrongly. Thrown while the app is built or started, never during a request.
 *
 *     POST /users: inputs "user" and "raw" both read the request body.
 *     To fix it, keep one body() input and derive the other from it in the handler.
 *     (BODY_READ_TWICE, see docs/errors.md)
 */
export class DefinitionError extends Error {
  override readonly name = 'DefinitionError'
  readonly code: DefinitionCode
  readonly where: string
  readonly remedy: string

  constructor(fault: DefinitionFault, options?: ErrorOptions) {
    super(
      `${fault.where}: ${fault.cause}.\nTo fix it, ${fault.remedy}.\n(${fault.code}, see docs/errors.md)`,
      options,
    )
    this.code = fault.code
    this.where = fault.where
    this.remedy = fault.remedy
  }
}
