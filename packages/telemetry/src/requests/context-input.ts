import { dependency, type Dependency, log } from 'vivace'
import { randomId } from '../tracing/random-ids.ts'
import { RequestContext } from './request-context.ts'
import { RequestLogger } from './request-logger.ts'

/**
 * What the request is known by, as an input: to add fields to its log lines, and to pass its ids on.
 *
 *     const currentUser = dependency({ token, requestContext }, ({ token, requestContext }) => {
 *       const user = userOf(token)
 *       requestContext.add({ user_id: user.id })
 *       return user
 *     })
 *
 * Without `telemetry()` it belongs to nothing: it has an id of its own, and what is added to it is not logged.
 */
export const requestContext: Dependency<RequestContext, 'request'> = dependency({ log }, ({ log }) =>
  log instanceof RequestLogger ? log.context : new RequestContext(randomId()),
)
