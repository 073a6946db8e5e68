import { response, route, type Route, type Schema } from 'vivace'
import type { JwkSet } from 'vivace/jwt'
import { type RouteParts, tags } from './route-parts.ts'
import { answerSchema } from './schemas.ts'

const keySet: Schema<JwkSet> = answerSchema<JwkSet>(
  { keys: { type: 'array', items: { type: 'object', additionalProperties: true } } },
  ['keys'],
)

/** `GET /jwks.json`: the public keys that access tokens are verified with (RFC 7517, section 5). */
export function jwksRoute<User>({ services }: RouteParts<User>): Route {
  return route.get(
    '/jwks.json',
    {
      operationId: 'jwks',
      summary: 'Read the public keys of access tokens',
      tags,
      public: true,
      inputs: { services, response },
      returns: keySet,
    },
    ({ services, response }) => {
      // Shorter than it takes to retire a key, so that everybody knows the next one in time.
      response.header('cache-control', 'public, max-age=300')
      return services.keys.jwks(services.clock.now())
    },
  )
}
