import { DefinitionError } from 'vivace'

/** What is said of keys that an app cannot start with. No part of them is repeated. */
export function keysFault(cause: string, remedy = 'make new ones with newKeyRing()'): DefinitionError {
  return new DefinitionError({ code: 'AUTH_KEYS_INVALID', where: 'AUTH_KEYS', cause, remedy })
}
