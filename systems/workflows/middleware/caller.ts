import { requestContext } from '@vivace/telemetry'
import { apiKey, bearer, defineError, dependency } from 'vivace'
import { apiKeys } from '../core/api-keys.ts'

/** Who calls: runs are theirs alone. */
export interface Caller {
  readonly name: string
}

export const CallerUnknown = defineError({
  status: 401,
  code: 'api-key-unknown',
  title: 'No API key, or none that is known',
  headers: { 'www-authenticate': 'Bearer realm="workflows"' },
})

const key = apiKey({ in: 'header', name: 'X-API-Key', optional: true })
const token = bearer({ optional: true, description: 'An API key as a bearer token.' })

/** Who calls, if that is known: one of the keys of API_KEYS, and everybody where there are none. */
export const visitor = dependency(
  { key, token, apiKeys, requestContext },
  ({ key, token, apiKeys, requestContext }): Caller | undefined => {
    const given = key ?? token
    const name = apiKeys.isOpen ? 'anonymous' : given === undefined ? undefined : apiKeys.nameOf(given)
    if (name === undefined) return undefined
    requestContext.add({ caller: name })
    return { name }
  },
)

/** Lets in whoever is known. */
export const caller = dependency(
  { visitor },
  ({ visitor }): Caller => {
    if (visitor === undefined) throw new CallerUnknown()
    return visitor
  },
  { errors: [CallerUnknown] },
)
