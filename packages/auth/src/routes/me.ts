import { route, type Route, type Schema } from 'vivace'
import type { Account } from '../ports/index.ts'
import { type RouteParts, type Shown, tags } from './route-parts.ts'
import { answerSchema } from './schemas.ts'

/** A user as `GET /me` shows them unless told otherwise. */
export interface AccountView {
  readonly id: string
  readonly email: string
  readonly isVerified: boolean
  readonly roles: readonly string[]
  readonly scopes: readonly string[]
}

const texts = { type: 'array', items: { type: 'string' } }

const schema: Schema<AccountView> = answerSchema<AccountView>(
  {
    id: { type: 'string' },
    email: { type: 'string', format: 'email' },
    isVerified: { type: 'boolean' },
    roles: texts,
    scopes: texts,
  },
  ['id', 'email', 'isVerified', 'roles', 'scopes'],
)

/** Shows what this package knows of a user. */
export const accountView: Shown<unknown, AccountView> = {
  schema,
  show: ({ id, login, isVerified, roles, scopes }: Account): AccountView => ({
    id,
    email: login,
    isVerified,
    roles,
    scopes,
  }),
}

/** `GET /me`: the user of the access token. */
export function meRoute<User>({ caller, me }: RouteParts<User>): Route {
  return route.get(
    '/me',
    { operationId: 'me', summary: 'Read yourself', tags, inputs: { caller }, returns: me.schema },
    ({ caller }) => me.show(caller.account),
  )
}
