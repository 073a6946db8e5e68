import type { ErrorFormat } from '../app/index.ts'
import { type ErrorDefinition, HttpError } from '../errors/index.ts'
import { problemDocument, problemMediaType } from '../http/index.ts'
import type { JsonSchema } from '../schema/index.ts'
import { membersProblem } from './members-problem.ts'
import { fastapiError, fastapiValidationError, problemDetails, validationProblem } from './problem-schemas.ts'

/** How errors look in the document. */
export interface ErrorShape {
  readonly mediaType: string
  /** Of errors in general. */
  readonly general: JsonSchema
  /** Of one kind of error; `where` is the operation, for messages. */
  error(definition: ErrorDefinition, where: string): JsonSchema
  readonly validation: JsonSchema
  /** The body of an error without a detail of its own; `undefined` where it has members that only its thrower knows. */
  example(definition: ErrorDefinition): unknown
}

/** The shapes of errors, by the format that the app answers in. */
export const errorShapes: Readonly<Record<ErrorFormat, ErrorShape>> = {
  problem: {
    mediaType: problemMediaType,
    general: problemDetails,
    error: membersProblem,
    validation: validationProblem,
    example: ({ status, members, ...facts }) =>
      members === undefined ? problemDocument(new HttpError(status, facts), undefined) : undefined,
  },
  fastapi: {
    mediaType: 'application/json',
    general: fastapiError,
    error: () => fastapiError,
    validation: fastapiValidationError,
    example: ({ title }) => ({ detail: title }),
  },
}
