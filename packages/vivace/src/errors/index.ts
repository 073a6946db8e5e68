export { definitionCodes, problemCodes, type DefinitionCode, type ProblemCode } from './catalogue.ts'
export {
  defineError,
  type DefinedError,
  type DefinedErrorOptions,
  type ErrorDefinition,
  type ExtensionsOf,
  type MembersSchema,
} from './define-error.ts'
export { DefinitionError, type DefinitionFault } from './definition-error.ts'
export { assertField, isToken } from './field-syntax.ts'
export { HttpError, type HttpErrorOptions } from './http-error.ts'
export { type JsonFault, MalformedJson } from './malformed-json.ts'
export { ValidationError, type Failure, type FailurePlace } from './validation-error.ts'
