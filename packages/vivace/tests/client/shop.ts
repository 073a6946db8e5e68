import {
  App,
  background,
  bearer,
  body,
  cookie,
  dependency,
  event,
  events,
  form,
  header,
  HttpError,
  lastEventId,
  lines,
  log,
  path,
  Problem,
  problem,
  query,
  reply,
  route,
  stream,
  text,
  upload,
  uploads,
} from 'vivace'
import * as z from 'zod'

const User = z.object({ id: z.int(), name: z.string(), since: z.date(), note: z.string().optional() })

const page = dependency(
  { skip: query(z.int().default(0)), limit: query(z.int().default(20)), log },
  ({ skip, limit }) => ({ skip, limit }),
)
const tenant = dependency({ tenant: header(z.string()), page }, ({ tenant }) => tenant)
const token = bearer()
const Filter = z.object({ tags: z.array(z.string()).optional(), since: z.iso.datetime().optional() })

/** Every kind of input and of answer, as routes in a record. */
export const api = {
  listUsers: route.get('/users', { inputs: { page, tenant }, returns: z.array(User) }, ({ page, tenant }) => [
    { id: page.skip, name: `${tenant} ${page.limit}`, since: new Date(0) },
  ]),
  readUser: route.get(
    '/users/{userId}',
    { inputs: { userId: path(z.int()), verbose: query(z.boolean().optional()) }, returns: User },
    ({ userId, verbose }) => {
      if (userId === 404) throw new HttpError(404, { code: 'user-unknown', detail: 'There is no such user.' })
      return { id: userId, name: 'Ada', since: new Date(0), ...(verbose === true ? { note: 'all' } : {}) }
    },
  ),
  createUser: route.post(
    '/users',
    { inputs: { user: body(z.object({ name: z.string() })) }, returns: { 201: User, 409: Problem } },
    ({ user }) =>
      user.name === 'Ada'
        ? reply(409, problem('Taken', { code: 'name-taken' }))
        : reply(201, { id: 1, name: user.name, since: new Date(0) }, { headers: { location: '/users/1' } }),
  ),
  deleteUser: route.delete(
    '/users/{userId}',
    { inputs: { userId: path(z.int()) }, returns: null },
    () => undefined,
  ),
  echo: route.get(
    '/echo/{name}',
    {
      inputs: {
        name: path(z.string()),
        q: query(z.string().optional()),
        flag: query(z.boolean().optional()),
        ids: query(z.array(z.int()).optional(), { name: 'id' }),
        userAgent: header(z.string().optional()),
        marks: header(z.array(z.string()).optional()),
        filter: query.model(Filter),
        theme: cookie(z.string().default('light')),
        background,
      },
      returns: z.unknown(),
    },
    ({ background: _, ...values }) => values,
  ),
  together: route.post(
    '/together',
    { inputs: { left: body(z.int()), right: body(z.array(z.string())) }, returns: z.unknown() },
    (values) => values,
  ),
  traced: route.get(
    '/traced',
    { inputs: { trace: header.model(z.object({ traceParent: z.string() })) }, returns: z.unknown() },
    ({ trace }) => trace,
  ),
  upper: route.post(
    '/upper',
    { inputs: { bytes: body.bytes({ mediaType: 'text/plain' }) }, returns: text() },
    ({ bytes }) => new TextDecoder().decode(bytes).toUpperCase(),
  ),
  login: route.post(
    '/login',
    {
      inputs: {
        name: form(z.string()),
        roles: form(z.array(z.string()).optional()),
        remember: form(z.boolean().default(false)),
      },
      returns: z.unknown(),
    },
    (values) => values,
  ),
  album: route.post(
    '/album',
    {
      inputs: {
        about: form(z.object({ title: z.string() })),
        cover: upload(),
        photos: uploads({ optional: true }),
      },
      returns: z.unknown(),
    },
    async ({ about, cover, photos }) => ({
      about,
      cover: [cover.name, cover.type, new TextDecoder().decode(await cover.bytes())],
      photos: photos.map((photo) => photo.name),
    }),
  ),
  me: route.get('/me', { inputs: { token }, returns: z.string() }, ({ token }) => token),
  steps: route.get(
    '/steps/{most}',
    { inputs: { most: path(z.int()), lastEventId }, returns: events(z.object({ n: z.int(), at: z.date() })) },
    async function* ({ most, lastEventId: last }) {
      for (let n = Number(last ?? 0) + 1; n <= most; n++) yield event({ n, at: new Date(0) }, { id: n })
      yield event(undefined, { raw: '[DONE]' })
    },
  ),
  items: route.get('/items', { returns: lines(z.object({ n: z.int() })) }, async function* () {
    yield { n: 1 }
    yield { n: 2 }
  }),
  bytes: route.get('/bytes', { returns: stream() }, async function* () {
    yield 'ab'
    yield new Uint8Array([99])
  }),
}

/** An app of that record. */
export function shopApp(): App {
  return new App({ title: 'Shop', version: '1.0.0' }).add(api)
}
