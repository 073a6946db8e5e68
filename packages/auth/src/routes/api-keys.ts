import { body, HttpError, path, reply, route, type Route, type Schema, schemaFrom } from 'vivace'
import type { ApiKeyRecord } from '../ports/index.ts'
import { type RouteParts, tags } from './route-parts.ts'
import { answerSchema, listSchema, optional, scope, textList, textSchema } from './schemas.ts'

/** An API key as its owner sees it; the key itself only once, in the answer that made it. Times are ISO 8601. */
interface ApiKeyView {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly expiresAt?: string
  readonly lastUsedAt?: string
  readonly key?: string
}

const time = { type: 'string', format: 'date-time' }
const properties = {
  id: { type: 'string' },
  name: { type: 'string' },
  scopes: { type: 'array', items: { type: 'string' } },
  createdAt: time,
  expiresAt: time,
  lastUsedAt: { ...time, description: 'To the minute.' },
}
const required = ['id', 'name', 'scopes', 'createdAt']

const keyView: Schema<ApiKeyView> = answerSchema<ApiKeyView>(properties, required)

const madeView: Schema<ApiKeyView> = answerSchema<ApiKeyView>(
  { ...properties, key: { type: 'string', description: 'The key: shown now, and never again.' } },
  [...required, 'key'],
)

const day = 86_400_000

const days: Schema<number> = schemaFrom<number>({
  jsonSchema: { type: 'integer', minimum: 1, maximum: 3_650 },
  validate: (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 3_650
      ? { value }
      : { issues: [{ message: 'Expected a whole number from 1 to 3650' }] },
})

/** `POST /api-keys`: makes a key that grants some of the user's scopes. */
export function createApiKeyRoute<User>({ caller, services, security }: RouteParts<User>): Route {
  return route.post(
    '/api-keys',
    {
      operationId: 'createApiKey',
      summary: 'Make an API key',
      tags,
      inputs: {
        name: body(textSchema({ maxLength: 100 }), { description: 'What you call it.' }),
        scopes: body(textList(50, scope), { description: 'What it may do of what you may.' }),
        expiresInDays: body(optional(days), { description: 'Until it is revoked if absent.' }),
        ...{ caller, services, security },
      },
      returns: { 201: madeView },
    },
    async ({ name, scopes, expiresInDays, caller, services, security }) => {
      const userId = caller.account.id
      const { record, key } = await services.apiKeys.create({
        userId,
        name,
        // A session that was given few scopes makes no key that has more.
        scopes: scopes.filter((scope) => caller.scopes.includes(scope)),
        expiresAt: expiresInDays === undefined ? undefined : services.clock.now() + expiresInDays * day,
      })
      security.record('api-key-created', { userId, keyId: record.id, sessionId: caller.session?.id })
      return reply(201, { ...view(record), key })
    },
  )
}

/** `GET /api-keys`: the keys of the user. */
export function apiKeysRoute<User>({ caller, services }: RouteParts<User>): Route {
  return route.get(
    '/api-keys',
    {
      operationId: 'apiKeys',
      summary: 'List your API keys',
      tags,
      inputs: { caller, services },
      returns: listSchema(keyView),
    },
    async ({ caller, services }) => (await services.apiKeys.list(caller.account.id)).map(view),
  )
}

/** `DELETE /api-keys/{keyId}`: revokes a key of the user. */
export function revokeApiKeyRoute<User>({ caller, services, security }: RouteParts<User>): Route {
  return route.delete(
    '/api-keys/{keyId}',
    {
      operationId: 'revokeApiKey',
      summary: 'Revoke an API key',
      tags,
      inputs: { keyId: path(textSchema({ maxLength: 64 })), caller, services, security },
      returns: null,
    },
    async ({ keyId, caller, services, security }) => {
      const userId = caller.account.id
      if (!(await services.apiKeys.revoke(userId, keyId)))
        throw new HttpError(404, { detail: 'There is no such key of yours.' })
      security.record('api-key-revoked', { userId, keyId })
    },
  )
}

function view({ id, name, scopes, createdAt, expiresAt, lastUsedAt }: ApiKeyRecord): ApiKeyView {
  return {
    id,
    name,
    scopes,
    createdAt: new Date(createdAt).toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
    ...(lastUsedAt === undefined ? {} : { lastUsedAt: new Date(lastUsedAt).toISOString() }),
  }
}
