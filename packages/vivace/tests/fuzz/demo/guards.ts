import { apiKey, basic, bearer, body, defineError, dependency, header } from '../../../src/index.ts'
import * as z from 'zod'
import { arrivals } from './arrivals.ts'

/** The credentials that are let in, by the name of their scheme in the documents. */
export const credentials = {
  bearer: 'staff-token',
  basic: { username: 'root', password: 'pass:word' },
  apiKeyHeader: 'header-key',
  apiKeyQuery: 'query-key',
  apiKeyCookie: 'cookie-key',
} as const

export const NotAllowed = defineError({ status: 403, code: 'not-allowed', title: 'Not allowed' })

function demand(guard: string, isAllowed: boolean): void {
  if (!isAllowed) throw new NotAllowed()
  arrivals.passed(guard)
}

const token = bearer()

/** Each guard notes that it has let somebody in. */
export const staff = dependency(
  { token },
  ({ token }) => {
    demand('staff', token === credentials.bearer)
    return { name: 'staff' }
  },
  { errors: [NotAllowed] },
)

/** Asynchronous, and through another guard. */
export const auditor = dependency({ staff }, async ({ staff }) => {
  await Promise.resolve()
  demand('auditor', true)
  return { auditor: staff.name }
})

export const root = dependency(
  { login: basic({ realm: 'root' }) },
  ({ login }) => {
    const { username, password } = credentials.basic
    demand('root', login.username === username && login.password === password)
  },
  { errors: [NotAllowed] },
)

export const headerKey = dependency(
  { key: apiKey({ in: 'header', name: 'X-Api-Key' }) },
  ({ key }) => demand('headerKey', key === credentials.apiKeyHeader),
  { errors: [NotAllowed] },
)

export const queryKey = dependency(
  { key: apiKey({ in: 'query', name: 'key' }) },
  ({ key }) => demand('queryKey', key === credentials.apiKeyQuery),
  { errors: [NotAllowed] },
)

export const cookieKey = dependency(
  { key: apiKey({ in: 'cookie', name: 'key' }) },
  ({ key }) => demand('cookieKey', key === credentials.apiKeyCookie),
  { errors: [NotAllowed] },
)

/** A guard with inputs that are judged: a header, and a member of the body. */
export const consent = dependency(
  { xConsent: header(z.enum(['yes', 'always'])), reason: body(z.string().min(3).max(30)) },
  ({ reason }) => {
    demand('consent', true)
    return { reason }
  },
)
