import * as z from 'zod'
import type { AsyncApiInfo } from '../../src/asyncapi/index.ts'
import type { ChannelDescription } from '../../src/channels/index.ts'
import type { SecurityDescription } from '../../src/inputs/source.ts'
import { describe, parameter } from '../openapi/sample-operations.ts'

/** A channel with nothing to it but what is given. */
export function channel(
  given: Pick<ChannelDescription, 'path'> & Partial<ChannelDescription>,
): ChannelDescription {
  return {
    tags: [],
    deprecated: false,
    hidden: false,
    parameters: [],
    security: [],
    protocols: [],
    errors: [],
    canFailValidation: false,
    ...given,
  }
}

/** JSON messages that the app receives. */
export function received(schema: z.ZodType): NonNullable<ChannelDescription['receives']> {
  return { mediaType: 'application/json', schema: describe(schema, 'input') }
}

/** JSON messages that the app sends. */
export function sent(schema: z.ZodType): NonNullable<ChannelDescription['sends']> {
  return { mediaType: 'application/json', schema: describe(schema, 'output') }
}

const text = { mediaType: 'text/plain', schema: { type: 'string' } } as const
const bytes = { mediaType: 'application/octet-stream', schema: {} } as const

const User = z.object({ id: z.int(), name: z.string().default('nobody') }).meta({ id: 'User' })
const Join = z.object({ kind: z.literal('join'), room: z.string().min(1) }).meta({ id: 'Join' })
const Say = z.object({ kind: z.literal('say'), text: z.string().max(500) }).meta({ id: 'Say' })
const Tree = z
  .object({
    name: z.string(),
    get children() {
      return z.array(Tree)
    },
  })
  .meta({ id: 'Tree' })

export const bearer: SecurityDescription = {
  name: 'bearer',
  scheme: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
  scopes: [],
}
export const key: SecurityDescription = {
  name: 'key',
  scheme: { type: 'apiKey', in: 'query', name: 'key' },
  scopes: [],
}
export const login: SecurityDescription = {
  name: 'login',
  scheme: { type: 'oauth2', flows: { password: { tokenUrl: './token', scopes: { chat: 'Take part.' } } } },
  scopes: ['chat'],
}
const discovery: SecurityDescription = {
  name: 'discovery',
  scheme: { type: 'openIdConnect', openIdConnectUrl: '/.well-known/openid-configuration' },
  scopes: ['chat'],
}

export const sampleInfo: AsyncApiInfo = {
  title: 'Talk',
  version: '1.2.0',
  description: 'Rooms to talk in.',
  contact: { name: 'Ada', email: 'ada@example.com' },
  license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
  tags: [{ name: 'Rooms', description: 'Where people talk.' }],
  externalDocs: { url: 'https://example.com/talk' },
}

/** Channels of every shape that the document knows. */
export const sampleChannels: readonly ChannelDescription[] = [
  channel({
    path: '/rooms/{room}',
    operationId: 'room',
    tags: ['Rooms'],
    summary: 'A room',
    description: 'Everybody in it gets what anybody says.',
    parameters: [
      parameter('room', z.string(), { description: 'Its name.', examples: ['kitchen'] }),
      parameter('since', z.int().min(0).default(0), { in: 'query', required: false }),
      parameter('tag', z.array(z.string()), { in: 'query', required: true, deprecated: true }),
      parameter('x-client', z.string(), { in: 'header', required: false }),
      parameter('session', z.string(), { in: 'cookie', required: true }),
      parameter('hidden', z.string(), { in: 'query', hidden: true }),
    ],
    protocols: ['talk.v2', 'talk.v1'],
    receives: received(z.union([Join, Say, z.object({ kind: z.literal('leave-now') })])),
    sends: sent(z.object({ from: User, text: z.string() }).meta({ id: 'Said' })),
    security: [bearer, { ...key, optional: true }],
    errors: [{ status: 401, code: 'unauthorized', title: 'Unauthorized' }],
    canFailValidation: true,
    extensions: { 'x-owner': 'talk', bindings: { ws: { 'x-limit': 64 } } },
  }),
  channel({ path: '/clock', sends: sent(z.object({ at: z.iso.datetime() }).meta({ id: 'Tick' })) }),
  channel({ path: '/log', receives: received(z.object({ line: z.string() })), deprecated: true }),
  channel({ path: '/echo', receives: text, sends: text }),
  channel({ path: '/files/{rest*}', receives: bytes, sends: bytes }),
  channel({
    path: '/users/{side}/{id}',
    parameters: [
      parameter('side', z.enum(['left', 'right']).default('left').meta({ id: 'Side' })),
      parameter('id', z.int()),
    ],
    receives: received(User),
    sends: sent(z.object({ user: User, friends: z.array(User) }).meta({ id: 'Circle' })),
    security: [login, discovery],
  }),
  channel({
    path: '/trees',
    receives: received(Tree),
    sends: sent(z.tuple([z.string(), Tree]).rest(z.number()).describe('A tuple')),
    security: [{ ...key, optional: true }],
  }),
  channel({ path: '/again/{room}', receives: received(z.union([Join, Say])), sends: received(Say) }),
  channel({ path: '/bare' }),
  channel({ path: '/secret', hidden: true, receives: text }),
]
