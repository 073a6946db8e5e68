import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import { HttpError, type HttpErrorOptions } from './http-error.ts'

/** A schema of the members that an error adds to its problem document: an object. */
export type MembersSchema<Accepted = unknown> = StandardSchemaV1<Accepted, unknown> &
  StandardJSONSchemaV1<Accepted, unknown>

/** What all errors of one kind have in common. */
export interface ErrorDefinition {
  readonly status: number
  /** A word that programs can rely on: `email-taken`. */
  readonly code: string
  readonly title: string
  /** A URI that identifies the kind; `about:blank` if absent. */
  readonly type?: string
  /** Said in the API document; the title if absent. */
  readonly description?: string
  readonly headers?: Readonly<Record<string, string>>
  /**
   * The further members of its problem document (RFC 9457, section 3.2), given as `extensions` when it is thrown:
   * `z.object({ nearest: z.array(z.string()) })`. They are checked, filtered and documented.
   */
  readonly members?: MembersSchema
}

/** What one thrown error adds to its definition. */
export interface DefinedErrorOptions<Extensions = Readonly<Record<string, unknown>>> extends Pick<
  HttpErrorOptions,
  'cause' | 'detail' | 'headers'
> {
  /** Further members of the problem document: those of `members`, where the definition has a schema of them. */
  readonly extensions?: Extensions
}

/** A kind of error: throw it with `new`, declare it with `errors: [...]`. */
export interface DefinedError<in Extensions = never> {
  readonly definition: ErrorDefinition
  new (options?: DefinedErrorOptions<Extensions>): HttpError
}

/**
 * Defines a kind of error, once for the handler that throws it and for the document that declares it.
 *
 *     const EmailTaken = defineError({ status: 409, code: 'email-taken', title: 'E-mail already registered' })
 *     throw new EmailTaken({ detail: 'a@b.co is registered.' })
 *
 * The constructor throws `TypeError` for extensions that break the definition's `members`.
 */
export function defineError<const Members extends MembersSchema | undefined = undefined>(
  definition: ErrorDefinition & { readonly members?: Members },
): DefinedError<ExtensionsOf<Members>> {
  return class extends HttpError {
    static readonly definition: ErrorDefinition = definition
    constructor(options: DefinedErrorOptions<ExtensionsOf<Members>> = {}) {
      const { extensions, ...others } = options
      const { members } = definition
      const checked =
        members === undefined ? extensions : checkedMembers(definition.code, members, extensions)
      super(definition.status, {
        code: definition.code,
        title: definition.title,
        ...(definition.type === undefined ? {} : { type: definition.type }),
        ...others,
        // Members of a problem document are those of an object.
        ...(checked === undefined ? {} : { extensions: checked as Readonly<Record<string, unknown>> }),
        headers: { ...definition.headers, ...options.headers },
      })
    }
  }
}

/**
 * What an error with these members is thrown with.
 *
 *     ExtensionsOf<undefined>                                      // Readonly<Record<string, unknown>>
 *     ExtensionsOf<MembersSchema<{ nearest: readonly string[] }>>  // { nearest: readonly string[] }
 */
export type ExtensionsOf<Members> = Members extends MembersSchema
  ? StandardSchemaV1.InferInput<Members>
  : Readonly<Record<string, unknown>>

function checkedMembers(code: string, members: MembersSchema, given: unknown = {}): unknown {
  const verdict = members['~standard'].validate(given)
  if (verdict instanceof Promise)
    throw new TypeError(`Error '${code}': the schema of its members is asynchronous.`)
  if (verdict.issues === undefined) return verdict.value
  const [first] = verdict.issues
  throw new TypeError(
    `Error '${code}': its extensions break the schema of its members: ${first?.message ?? ''}`,
  )
}
