import * as z from 'zod'
import {
  body,
  client,
  cookie,
  dependency,
  header,
  log,
  path,
  query,
  request,
  response,
  Router,
  signal,
} from '../../../src/index.ts'

const Address = z.object({
  street: z.string().min(1).max(40),
  city: z.string().min(1).max(40),
  zip: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  position: z
    .object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .nullable(),
})

/** Formats, and objects within objects. */
const User = z.strictObject({
  email: z.email(),
  id: z.uuid(),
  born: z.iso.date(),
  joined: z.iso.datetime().optional(),
  role: z.enum(['reader', 'writer']),
  homepage: z.url().optional(),
  addresses: z.array(Address).max(2).default([]),
})

const Preferences = z.object({
  theme: z.enum(['light', 'dark']).default('light'),
  fontSize: z.int().min(8).max(32).optional(),
  isCompact: z.boolean().default(false),
})

const Trace = z.object({
  requestKey: z.string().regex(/^[a-f\d]{8}$/),
  retryCount: z.int().min(0).max(9).default(0),
  acceptKinds: z
    .array(z.enum(['a', 'b', 'c']))
    .max(3)
    .optional(),
})

const tenant = dependency(
  { xTenant: header(z.string().regex(/^t\d{1,4}$/)), region: query(z.enum(['eu', 'us']).default('eu')) },
  ({ xTenant, region }) => ({ name: xTenant, region }),
)

const page = dependency(
  { tenant, skip: query(z.int().min(0).max(1_000).default(0)) },
  async function* ({ tenant, skip }) {
    await Promise.resolve()
    yield { skip, tenant: tenant.name }
  },
)

/** Users: headers, cookies, dependencies with inputs of their own, formats, and what every request has. */
export const users = new Router({ prefix: '/users', tags: ['Users'] })

users.post('', { inputs: { user: body(User) }, returns: User, status: 201 }, ({ user }) => user)

users.get(
  '/{userId}',
  { inputs: { userId: path(z.uuid()) }, returns: z.object({ id: z.uuid() }) },
  ({ userId: id }) => ({ id }),
)

users.put(
  '/{userId}/address',
  { inputs: { userId: path(z.uuid()), address: body(Address) }, returns: Address },
  ({ address }) => address,
)

users.get(
  '/by-rank/{rank}',
  {
    inputs: { rank: path(z.literal([1, 2, 3])), isActive: query(z.boolean()) },
    returns: z.object({ rank: z.int(), isActive: z.boolean() }),
  },
  ({ rank, isActive }) => ({ rank, isActive }),
)

users.get(
  '/preferences',
  { inputs: { preferences: cookie.model(Preferences) }, returns: Preferences },
  ({ preferences }) => preferences,
)

users.put(
  '/preferences',
  { inputs: { preferences: body(Preferences), response }, returns: Preferences },
  ({ preferences, response }) => {
    response.cookie('theme', preferences.theme)
    return preferences
  },
)

users.get(
  '/session',
  {
    inputs: {
      session: cookie(z.string().min(8).max(16).regex(/^\w+$/)),
      visits: cookie(z.int().min(0).default(0)),
    },
    returns: z.object({ visits: z.int() }),
  },
  ({ visits }) => ({ visits }),
)

users.get('/trace', { inputs: { trace: header.model(Trace) }, returns: Trace }, ({ trace }) => trace)

users.get(
  '/headers',
  {
    inputs: {
      xVersion: header(z.number().min(1).max(2)),
      xFlags: header(z.array(z.int().min(0).max(7)).max(4).optional()),
      xMode: header(z.enum(['fast', 'safe']).default('safe')),
    },
    returns: z.object({ version: z.number(), flags: z.array(z.int()).nullable(), mode: z.string() }),
  },
  ({ xVersion, xFlags, xMode }) => ({ version: xVersion, flags: xFlags ?? null, mode: xMode }),
)

users.get(
  '/tenant',
  {
    inputs: { page, tenant },
    returns: z.object({ skip: z.int(), tenant: z.string(), region: z.enum(['eu', 'us']) }),
  },
  ({ page, tenant }) => ({ ...page, region: tenant.region }),
)

users.post(
  '/{userId}/everything',
  {
    inputs: {
      userId: path(z.uuid()),
      verbose: query(z.boolean().default(false)),
      xTenant: header(z.string().regex(/^t\d{1,4}$/)),
      theme: cookie(z.enum(['light', 'dark'])),
      message: body(
        z.object({ subject: z.string().min(1).max(20), lines: z.array(z.string().max(20)).max(4) }),
      ),
      request,
      client,
      signal,
      log,
    },
    returns: z.object({
      method: z.literal('POST'),
      subject: z.string(),
      isAborted: z.boolean(),
      theme: z.string(),
    }),
  },
  async ({ message, request, signal, theme }) => {
    await Promise.resolve()
    if (request.method !== 'POST') throw new Error(`A handler of POST was called by ${request.method}.`)
    return { method: 'POST', subject: message.subject, isAborted: signal.aborted, theme } as const
  },
)
