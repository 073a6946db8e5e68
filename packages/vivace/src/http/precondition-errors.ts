import { defineError, type DefinedError } from '../errors/index.ts'

/** The 412 of a request whose condition is not met (RFC 9110, section 15.5.13). */
export const PreconditionFailed: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 412,
  code: 'precondition-failed',
  title: 'Precondition Failed',
  description: 'The resource is not in the state that the request names',
})

/** The 428 of a request that has to name a state and does not (RFC 6585, section 3). */
export const PreconditionRequired: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 428,
  code: 'precondition-required',
  title: 'Precondition Required',
  description: 'The request does not say which state of the resource it is meant for',
})

/** The 416 of a request for parts that are not there (RFC 9110, section 15.5.17). */
export const RangeNotSatisfiable: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 416,
  code: 'range-not-satisfiable',
  title: 'Range Not Satisfiable',
  description: 'None of the ranges is within the file',
})
