import { DefinitionError } from '../errors/index.ts'

/** What is said of an option that a verifier or a signer cannot be made with. No value of it is repeated. */
export function optionFault(where: string, cause: string, remedy: string): DefinitionError {
  return new DefinitionError({ code: 'TOKEN_OPTION_INVALID', where, cause, remedy })
}
