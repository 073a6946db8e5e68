import type { Failure, ValidationError } from '../../errors/index.ts'
import { wordFailure } from './word-failure.ts'

/** One thing that is wrong with a request, as FastAPI writes it. */
export interface FastapiFailure {
  /** `int_parsing`, `missing`, `less_than_equal`. */
  readonly type: string
  /** The place and what leads into it: `['query', 'limit']`, `['body', 'tags', 0]`. */
  readonly loc: readonly (string | number)[]
  readonly msg: string
  /** What was sent: the text of a parameter; of a missing field, the object that lacks it. */
  readonly input: unknown
  readonly ctx?: Readonly<Record<string, unknown>>
}

/**
 * The `detail` of FastAPI's 422, for error handlers of your own.
 *
 *     app.onError(ValidationError, (error) => reply(422, { detail: fastapiDetail(error), hint: 'See /docs' }))
 *
 * An app with `errorFormat: 'fastapi'` answers it by itself. It tells the client what it has sent.
 */
export function fastapiDetail({ failures }: ValidationError): FastapiFailure[] {
  return failures.flatMap((failure) => branchesOf(failure).map(detailOf))
}

function detailOf(failure: Failure): FastapiFailure {
  const { type, msg, ctx } = wordFailure(failure)
  const { path, input = null } = failure
  // FastAPI reads forms as bodies, and points at the name of a member instead of its value.
  const place = failure.in === 'form' ? 'body' : failure.in
  const isName = failure.code === 'propertyNames'
  return {
    type,
    loc: isName ? [place, ...path, '[key]'] : [place, ...path],
    msg,
    input: isName ? (path.at(-1) ?? null) : input,
    ...(ctx === undefined ? {} : { ctx }),
  }
}

const names: Readonly<Record<string, string>> = {
  integer: 'int',
  number: 'float',
  boolean: 'bool',
  string: 'str',
}

// FastAPI answers for every branch of a union. We can where the branches are scalars, which have names.
function branchesOf(failure: Failure): readonly Failure[] {
  const { code, limit, path } = failure
  if (code !== 'type' || !Array.isArray(limit)) return [failure]
  const types: readonly unknown[] = limit.filter((type) => type !== 'null')
  const branches = types.flatMap((type) => {
    const name = typeof type === 'string' ? names[type] : undefined
    return name === undefined ? [] : [{ ...failure, limit: type, path: [...path, name] }]
  })
  return types.length > 1 && branches.length === types.length ? branches : [failure]
}
