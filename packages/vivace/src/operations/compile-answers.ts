import { DefinitionError, type ErrorDefinition } from '../errors/index.ts'
import { forbidsBody, type Method } from '../http/index.ts'
import { type BoundResponse, isResponseKind, json, type Returned, type Returns } from '../responses/index.ts'
import type { AnswerDescription } from './description.ts'
import type { PlainRouteOptions } from './route.ts'

/** The answers that a route declares, each with its encoder. */
export interface DeclaredAnswers {
  /** The status of plain values; `undefined` where only replies fit, because several are declared. */
  readonly plainStatus: number | undefined
  /** By status; empty if the route declares nothing. */
  readonly byStatus: ReadonlyMap<number, BoundResponse>
  /** By kind, for replies that bring along the very kind that is declared: a redirect of another status. */
  readonly byKind: ReadonlyMap<unknown, BoundResponse>
  /** What is declared for plain values, and so for replies of every status of success. */
  readonly plain: BoundResponse | undefined
  readonly isDeclared: boolean
  /** Whether one of them comes piece by piece. */
  readonly isStream: boolean
  readonly descriptions: readonly AnswerDescription[]
  /** Errors that come with what is declared. */
  readonly errors: readonly ErrorDefinition[]
}

const noBody: BoundResponse = { mediaType: undefined, schema: undefined, encode: () => null }

/** Compiles what a route's `returns`, `status` and `responses` say. Throws `DefinitionError`. */
export function compileAnswers(
  where: string,
  options: PlainRouteOptions,
  method: Method = 'GET',
): DeclaredAnswers {
  const bound = [...declaredByStatus(options)].map(
    ([status, returned]) => [status, returned, bind(where, status, returned)] as const,
  )
  const described = bound.flatMap(([status, , one]) => describe(status, one, options.responseDescription))
  const [only] = isRecord(options.returns) ? [] : bound
  // What depends on conditions and ranges is of what GET answers (RFC 9110, section 13.1).
  const ofGet = method === 'GET' ? bound.map(([, , one]) => one) : []
  return {
    plainStatus: only?.[0] ?? options.status,
    plain: only?.[2],
    byStatus: new Map(bound.map(([status, , one]) => [status, one])),
    byKind: new Map(bound.map(([, returned, one]) => [returned, one])),
    isDeclared: options.returns !== undefined,
    isStream: bound.some(([, , { isStream }]) => isStream === true),
    descriptions: [
      ...(described.length > 0 ? described : [undeclared(options)]),
      ...ofGet.flatMap(({ further = [] }) => further),
      ...further(where, options),
    ],
    errors: ofGet.flatMap(({ errors = [] }) => errors),
  }
}

function declaredByStatus({ returns, status }: PlainRouteOptions): Map<number, Returned> {
  if (returns === undefined) return new Map()
  if (returns === null) return new Map([[status ?? 204, null]])
  if (isRecord(returns))
    return new Map(Object.entries(returns).map(([key, returned]) => [Number(key), returned]))
  return new Map([[status ?? (isResponseKind(returns) ? returns['~vivace'].status : 200), returns]])
}

function isRecord(returns: Returns | undefined): returns is Readonly<Record<number, Returned>> {
  return (
    typeof returns === 'object' && returns !== null && !('~standard' in returns) && !('~vivace' in returns)
  )
}

function bind(where: string, status: number, returned: Returned): BoundResponse {
  if (returned === null) return noBody
  const kind = isResponseKind(returned) ? returned : json(returned)
  const bound = kind['~vivace'].bind(where)
  if (bound.mediaType === undefined || !forbidsBody(status)) return bound
  throw new DefinitionError({
    code: 'RESPONSE_BODY_FORBIDDEN',
    where,
    cause: `'returns' declares a body for status ${status}, which has none`,
    remedy: `declare null for ${status}, or another status`,
  })
}

function describe(status: number, bound: BoundResponse, text: string | undefined): AnswerDescription[] {
  const { representations = [bound] } = bound
  return representations.map((one) => describeOne(status, one, text))
}

function describeOne(status: number, bound: BoundResponse, text: string | undefined): AnswerDescription {
  const description = text ?? bound.description
  return {
    status,
    ...(description === undefined ? {} : { description }),
    ...(bound.mediaType === undefined ? {} : { mediaType: bound.mediaType.replace(/;.*/, '') }),
    ...(bound.schema === undefined ? {} : { schema: bound.schema }),
    ...(bound.items === undefined ? {} : { items: bound.items }),
    ...(bound.isStream === true && bound.items === undefined ? { inPieces: true } : {}),
  }
}

function undeclared({ status = 200, responseDescription }: PlainRouteOptions): AnswerDescription {
  return {
    status,
    ...(responseDescription === undefined ? {} : { description: responseDescription }),
    ...(forbidsBody(status) ? {} : { mediaType: 'application/json', schema: {} }),
  }
}

function further(where: string, options: PlainRouteOptions): AnswerDescription[] {
  return Object.entries(options.responses ?? {}).flatMap(([status, { description, returns = null }]) =>
    describe(Number(status), bind(where, Number(status), returns), description),
  )
}
