import { defineError, type DefinedError } from '../errors/index.ts'

/** The 406 of a request whose Accept header takes nothing that there is (RFC 9110, section 15.5.7). */
export const NotAcceptable: DefinedError<Readonly<Record<string, unknown>>> = defineError({
  status: 406,
  code: 'not-acceptable',
  title: 'Not Acceptable',
  description: 'There is no media type that the request accepts',
})
