import {
  accepts,
  apiKey,
  App,
  body,
  dependency,
  type Dependency,
  header,
  idempotencyKeys,
  memoryIdempotencyStore,
  pagination,
  path,
  query,
  Router,
  route,
  signedCookie,
  singleton,
  socket,
  upload,
} from 'vivace'
import { mailer } from '@vivace/auth'
import { openEngine } from '@vivace/data'
import { Metrics } from '@vivace/telemetry'
import { cache, namespace } from '@vivace/cache'
import { allowedHosts, bodyLimit, cors, timeout } from 'vivace/middleware'
import { tokenVerifier } from 'vivace/jwt'
import { serve } from 'vivace/node'
import { readSettings } from 'vivace/settings'
import { staticFiles } from 'vivace/static'
import { testClient } from 'vivace/testing'
import { httpClient } from '@vivace/http'
import { rateLimitGuard } from '@vivace/limits'
import * as z from 'zod'
import type { DefinitionCode } from '../../src/errors/index.ts'
import { batteryMistakes } from './battery-mistakes.ts'

const shop = (): App => new App({ title: 'Shop', version: '1.0.0' })
const Item = z.object({ id: z.int() })

/** Compiles what a mistake declares. */
function compiled(declare: (app: App) => void): () => unknown {
  return () => {
    const app = shop()
    declare(app)
    return app.openapi()
  }
}

/** Compiles a channel with these options. */
function channel(options: Parameters<App['websocket']>[1]): () => unknown {
  return () => {
    const app = shop()
    app.websocket('/chat', options, () => undefined)
    return app.channelDescriptions()
  }
}

/** Starts an app with a cache. */
async function startWithCache(options: { redisUrl: string | false; entries: number }): Promise<void> {
  const { redisUrl, entries } = options
  const profiles = namespace({ name: 'user_profile', key: z.string(), value: Item, ttl: '5m', entries })
  const app = shop()
  app.get('/', { inputs: { caches: cache({ redisUrl, namespaces: { profiles } }) } }, () => null)
  await using _client = await testClient(app)
}

/** A mistake for each code, the one whose message `docs/errors.md` shows; a test misses those that are not here. */
export const definitionMistakes: Readonly<Partial<Record<DefinitionCode, () => unknown>>> = {
  ...batteryMistakes,
  ADDRESS_UNAVAILABLE: async () => {
    const quiet = { announce: false, signals: false } as const
    const first = await serve(shop(), { port: 0, ...quiet })
    try {
      await serve(shop(), { port: first.port, ...quiet })
    } finally {
      await first.stop()
    }
  },
  APP_ALREADY_STARTED: async () => {
    const app = shop()
    await using _ = await testClient(app)
    app.get('/late', {}, () => 'late')
  },
  AUDIENCE_UNKNOWN: compiled((app) => {
    app.get('/users', { audience: 'admin' }, () => [])
  }),
  BODY_ON_SAFE_METHOD: compiled((app) => {
    app.get('/items', { inputs: { filter: body(Item) } }, ({ filter }) => filter)
  }),
  BODY_READ_TWICE: compiled((app) => {
    app.post('/photos', { inputs: { about: body(Item), photo: upload() } }, ({ about }) => about)
  }),
  // @ts-expect-error the compiler says so as well
  BYTE_SIZE_INVALID: () => bodyLimit('10 megabytes'),
  CACHE_NAMESPACE_INVALID: () => startWithCache({ redisUrl: false, entries: 0 }),
  CHANNEL_OPTION_INVALID: channel({ origins: ['shop.example'], inputs: { socket: socket() } }),
  CORS_ORIGIN_INVALID: () => cors({ origins: ['https://shop.example/'] }),
  CORS_WILDCARD_WITH_CREDENTIALS: () => cors({ origins: '*', credentials: true }),
  DATABASE_INVALID: () => openEngine({ url: 'mysql://127.0.0.1/shop' }),
  DEPENDENCY_CYCLE: async () => {
    const user = dependency({}, function user() {
      return 'Ana'
    })
    const app = shop()
    app.get('/me', { inputs: { user } }, ({ user }) => user)
    app.override(
      user,
      dependency({ user }, function upperCase({ user }) {
        return user.toUpperCase()
      }),
    )
    await testClient(app)
  },
  DEPRECATION_INVALID: compiled((app) => {
    const deprecated = { since: '2026-06-01', sunset: '2026-01-01' }
    app.get('/items', { deprecated }, () => [])
  }),
  DUPLICATE_OPERATION_ID: compiled((app) => {
    app.get('/items', { operationId: 'items' }, () => [])
    app.get('/orders', { operationId: 'items' }, () => [])
  }),
  DUPLICATE_ROUTE: compiled((app) => {
    app.get('/items/{id}', {}, () => 1)
    app.get('/items/{name}', {}, () => 1)
  }),
  DUPLICATE_SCHEMA_NAME: compiled((app) => {
    app.get('/items', { returns: z.object({ id: z.int() }).meta({ id: 'Item' }) }, () => ({ id: 1 }))
    app.get('/offers', { returns: z.object({ price: z.int() }).meta({ id: 'Item' }) }, () => ({ price: 1 }))
  }),
  DUPLICATE_SECURITY_SCHEME: compiled((app) => {
    app.get('/items', { inputs: { key: apiKey({ in: 'header', name: 'X-Key' }) } }, () => [])
    app.get('/orders', { inputs: { key: apiKey({ in: 'header', name: 'X-Token' }) } }, () => [])
  }),
  // @ts-expect-error the compiler says so as well
  DURATION_INVALID: () => timeout('10 seconds'),
  HEADER_INVALID: () =>
    new App({ title: 'Shop', version: '1.0.0', securityHeaders: { referrerPolicy: 'no-referrer\n' } }),
  HOST_INVALID: () => allowedHosts(['https://shop.example']),
  HTTP_POLICY_INVALID: () => httpClient({ policies: { arxiv: { attempts: 0 } } }),
  IDEMPOTENCY_UNSUPPORTED: compiled((app) => {
    const idempotency = idempotencyKeys({ store: memoryIdempotencyStore() })
    app.post('/photos', { idempotency, inputs: { photo: upload() } }, () => 1)
  }),
  INPUT_NAME_FORBIDDEN: compiled((app) => {
    app.get('/items', { inputs: { constructor: query(z.string()) } }, () => [])
  }),
  INPUT_NOT_AN_INPUT: compiled((app) => {
    // @ts-expect-error the compiler says so as well
    app.get('/items', { inputs: { limit: z.int() } }, () => [])
  }),
  LIFETIME_TOO_SHORT: async () => {
    // @ts-expect-error the compiler says so as well
    const pool = singleton({ tenant: header(z.string()) }, function pool() {
      return 'a pool'
    })
    const app = shop()
    app.get('/items', { inputs: { pool } }, () => [])
    await testClient(app)
  },
  MAILER_INVALID: async () => {
    const app = shop()
    app.get('/', { inputs: { mails: mailer({ url: 'smtps://mail.example', from: '' }) } }, () => null)
    await testClient(app)
  },
  METRIC_INVALID: () => new Metrics().counter('logins', { help: 'Logins.' }),
  MODEL_NOT_AN_OBJECT: compiled((app) => {
    app.get('/items', { inputs: { filter: query.model(z.array(z.string())) } }, () => [])
  }),
  NEGOTIATION_INVALID: () => accepts(['json']),
  NOT_A_DEPENDENCY: compiled((app) => {
    // What JavaScript lets through.
    const scheme = header(z.string()) as unknown as Dependency
    app.get('/items', { dependencies: [scheme] }, () => [])
  }),
  PAGE_LIMIT_INVALID: () => pagination({ maxLimit: 20, defaultLimit: 50 }),
  PATH_PARAMETER_UNKNOWN: compiled((app) => {
    // A path that the compiler knows as a string alone.
    const items: string = '/items/{id}'
    app.get(items, { inputs: { itemId: path(z.int()) } }, () => [])
  }),
  PATH_TEMPLATE_INVALID: compiled((app) => {
    app.get('items', {}, () => [])
  }),
  PREFIX_INVALID: () => new Router({ prefix: 'items/' }),
  RATE_LIMIT_INVALID: () => rateLimitGuard({ name: 'login', limit: 5, per: '500ms' }),
  REDIS_INVALID: () => startWithCache({ redisUrl: '127.0.0.1:6379', entries: 500 }),
  RESPONSE_BODY_FORBIDDEN: compiled((app) => {
    app.delete('/items', { returns: Item, status: 204 }, () => ({ id: 1 }))
  }),
  ROUTER_INCLUDES_ITSELF: compiled((app) => {
    const items = new Router({ prefix: '/items' })
    items.include(items)
    app.include(items)
  }),
  SCHEMA_NOT_DESCRIBABLE: compiled((app) => {
    app.get('/sales', { inputs: { since: query(z.date()) } }, () => [])
  }),
  SCHEMA_NOT_STANDARD: compiled((app) => {
    // What JavaScript lets through.
    app.get('/items', { inputs: { limit: query(Number as never) } }, () => [])
  }),
  SECRET_TOO_WEAK: () => signedCookie(Item, { name: 'session', secrets: ['changeme'] }),
  SERVE_OPTION_INVALID: () => serve(shop(), { port: 80_000 }),
  SETTINGS_INVALID: () =>
    readSettings(z.object({ databaseUrl: z.url(), port: z.int().min(1_024) }), {
      environment: { PORT: '80' },
    }),
  SETTINGS_NAME_TAKEN: () =>
    readSettings(z.object({ poolSize: z.int(), pool_size: z.int() }), { environment: {} }),
  SOCKET_DECLARED_TWICE: channel({ inputs: { socket: socket(), other: socket() } }),
  SOCKET_MISSING: channel({}),
  SOCKET_OUTSIDE_CHANNEL: compiled((app) => {
    app.get('/chat', { inputs: { socket: socket() } }, () => undefined)
  }),
  STATIC_ROOT_INVALID: async () => {
    const app = shop()
    app.mount('/static', staticFiles('/srv/shop/public'))
    await testClient(app)
  },
  STREAM_NOT_DECLARED: compiled((app) => {
    // @ts-expect-error the compiler says so as well
    app.get('/events', { returns: Item }, async function* () {
      yield { id: 1 }
    })
  }),
  TEXT_NOT_DECODABLE: compiled((app) => {
    app.add(route.get('/items', { inputs: { filter: query(Item) } }, () => []))
  }),
  TOKEN_OPTION_INVALID: () =>
    tokenVerifier({
      issuer: 'https://shop.example',
      audience: 'https://shop.example',
      algorithms: ['HS256'],
      key: 'a secret that is short',
    }),
  TRUSTED_PROXY_INVALID: () => new App({ title: 'Shop', version: '1.0.0', trustedProxies: ['0.0.0.0/0'] }),
}
