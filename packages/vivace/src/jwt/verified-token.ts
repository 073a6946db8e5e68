import type { StandardSchemaV1 } from '@standard-schema/spec'
import { dependency, type Dependency } from '../dependencies/index.ts'
import { HttpError } from '../errors/index.ts'
import type { Logger } from '../exchange/index.ts'
import { type Input, log, scopes } from '../inputs/index.ts'
import type { OutputOf } from '../schema/index.ts'
import { insufficientScope, InsufficientScope, InvalidToken } from '../security/index.ts'
import { grantedScopes } from './granted-scopes.ts'
import type { TokenClaims } from './judge-claims.ts'
import { refusal } from './signed-token.ts'
import type { TokenVerifier } from './token-verifier.ts'

/** What is made of the claims. */
export interface VerifiedTokenOptions<Claims extends StandardSchemaV1 | undefined = undefined> {
  /** A schema of the claims, of any library with Standard Schema; a token that breaks it is not valid. */
  readonly schema?: Claims
  /** The claim that scopes are in: the first of `scope`, `scp` and `permissions` that is there, if absent. */
  readonly scopeClaim?: string
}

/** The claims as the schema makes them, or as they are. */
export type ClaimsOf<Claims> = Claims extends StandardSchemaV1 ? OutputOf<Claims> : TokenClaims

/**
 * The claims of the request's token, as an input: the token of a scheme, verified, and its scopes compared with those
 * that `requires` demands.
 *
 *     const Claims = z.object({ sub: z.string(), tenant: z.uuid() })
 *     const claims = verifiedToken(openIdConnect({ url }), verifier, { schema: Claims })
 *     app.get('/orders', { inputs: { claims: requires(claims, ['orders:read']) } }, ({ claims }) => claims.tenant)
 *
 * Answers 401 `invalid-token` and 403 `insufficient-scope` with the challenges of RFC 6750. With an optional scheme
 * the value is `undefined` for a request without a token, unless scopes are demanded.
 */
export function verifiedToken<
  Credential extends string | undefined,
  Claims extends StandardSchemaV1 | undefined = undefined,
>(
  scheme: Input<Credential, 'request'>,
  verifier: Input<TokenVerifier, 'app'>,
  options: VerifiedTokenOptions<Claims> = {},
): Dependency<ClaimsOf<Claims> | Extract<Credential, undefined>, 'request'> {
  type Value = ClaimsOf<Claims> | Extract<Credential, undefined>
  const inputs = { token: scheme, verifier, scopes, log }
  return dependency(
    inputs,
    async function verifiedToken({ token, verifier, scopes, log }): Promise<Value> {
      if (token === undefined) {
        if (scopes.length > 0) throw notAuthenticated()
        return undefined as Value // The scheme is optional, so that its type has it.
      }
      try {
        const claims = await verifier.verify(token, log)
        const made = await applySchema(options.schema, claims)
        const granted = grantedScopes(claims, options.scopeClaim)
        if (!scopes.every((scope) => granted.includes(scope))) throw insufficientScope(scopes)
        return made as Value // It is what the schema makes, or the claims where there is none.
      } catch (error) {
        note(error, log)
        throw error
      }
    },
    { errors: [InvalidToken, InsufficientScope] },
  )
}

// Why a token was refused is for the log: to the client it would tell what to try next.
function note(error: unknown, log: Logger): void {
  if (error instanceof InvalidToken) log.info('token refused', { reason: error.cause })
}

async function applySchema(schema: StandardSchemaV1 | undefined, claims: TokenClaims): Promise<unknown> {
  if (schema === undefined) return claims
  const verdict = await schema['~standard'].validate(claims)
  if (verdict.issues === undefined) return verdict.value
  const names = verdict.issues.map(({ path = [] }) => String(keyOf(path[0])))
  throw refusal(`its claims are not as the schema says: ${[...new Set(names)].join(', ')}`)
}

function keyOf(segment: PropertyKey | StandardSchemaV1.PathSegment | undefined): PropertyKey {
  return typeof segment === 'object' ? segment.key : (segment ?? '')
}

function notAuthenticated(): HttpError {
  return new HttpError(401, {
    code: 'not-authenticated',
    title: 'Not authenticated',
    headers: { 'www-authenticate': 'Bearer' },
  })
}
