import { describe, expect, it } from 'vitest'
import { App, client, redirect, request, type TrustedProxies } from '../../src/index.ts'
import * as z from 'zod'
import { requestLog } from '../../src/middleware/index.ts'
import { serve } from '../../src/node/index.ts'
import { MemoryExchange } from '../fixtures/memory-exchange.ts'
import { RecordingLogger } from '../fixtures/recording-logger.ts'

const Seen = z.object({ client: z.string().nullable(), port: z.int().nullable(), url: z.string() })

function appBehind(trustedProxies?: TrustedProxies, rootPath?: string): App {
  const app = new App({
    title: 'Shop',
    version: '1.0.0',
    redirectSlashes: true,
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    ...(rootPath === undefined ? {} : { rootPath }),
  })
  app.get('/seen', { inputs: { client, request }, returns: Seen }, ({ client, request }) => ({
    client: client.address ?? null,
    port: client.port ?? null,
    url: request.url,
  }))
  app.get('/away', { returns: redirect() }, () => redirect('/elsewhere'))
  return app
}

interface Asked {
  readonly peer?: string | null
  readonly host?: string
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
}

async function ask(app: App, path: string, { peer = '10.0.0.1', host = 'app.test', headers = {} }: Asked) {
  const exchange = new MemoryExchange({
    path,
    host,
    headers,
    peer: peer === null ? null : { address: peer, port: 5_000 },
  })
  const { status, headers: flat, body } = await app.handle(exchange)
  const header = (name: string): string | undefined => flat[flat.indexOf(name) + 1]
  return {
    status,
    location: flat.includes('location') ? header('location') : undefined,
    isSecure: flat.includes('strict-transport-security'),
    seen: status === 200 ? Seen.parse(JSON.parse(textOf(body))) : undefined,
  }
}

// The app answers JSON, as one text.
const textOf = (body: unknown): string => (typeof body === 'string' ? body : '')

/** What the app sees: `client@url`, or the status it refuses with. */
async function view(trusted: TrustedProxies | undefined, asked: Asked): Promise<string | number> {
  const { status, seen } = await ask(appBehind(trusted), '/seen', asked)
  return seen === undefined ? status : `${seen.client ?? '?'}@${seen.url.replace('/seen', '')}`
}

const x = (name: string, value: string): Readonly<Record<string, string>> => ({
  [`x-forwarded-${name}`]: value,
})
const all = {
  ...x('for', '192.0.2.7'),
  ...x('proto', 'https'),
  ...x('host', 'shop.example'),
  forwarded: 'for=198.51.100.9;proto=https;host=evil.example',
}
const ten: TrustedProxies = ['10.0.0.0/8']
const hops = (count: number): TrustedProxies => ({ hops: count, unreachableOtherwise: true })
const standard: TrustedProxies = { addresses: ['10.0.0.0/8', 'fd00::/8'], headers: 'forwarded' }
const plain = 'http://app.test'

type Row = readonly [trusted: TrustedProxies | undefined, asked: Asked, sees: string | number]

const off: readonly Row[] = ['127.0.0.1', '10.0.0.1', '192.0.2.1', '::1', 'fd00::1'].flatMap(
  (peer): Row[] => [
    [undefined, { peer, headers: all }, `${peer}@${plain}`],
    [undefined, { peer, headers: x('for', '10.0.0.1, 10.0.0.2') }, `${peer}@${plain}`],
  ],
)

const untrusted: readonly Row[] = [
  '127.0.0.1',
  '11.0.0.1',
  '192.0.2.1',
  '::1',
  'fd00::1',
  '::ffff:11.0.0.1',
].map((peer): Row => [ten, { peer, headers: all }, `${peer.replace('::ffff:', '')}@${plain}`])

const trusted: readonly Row[] = [
  [ten, { headers: all }, '192.0.2.7@https://shop.example'],
  [ten, { peer: '::ffff:10.0.0.1', headers: all }, '192.0.2.7@https://shop.example'],
  [ten, { headers: {} }, `10.0.0.1@${plain}`],
  [ten, { peer: null, headers: all }, `?@${plain}`],
  [['loopback'], { peer: '127.9.9.9', headers: all }, '192.0.2.7@https://shop.example'],
  [['loopback'], { peer: '::1', headers: all }, '192.0.2.7@https://shop.example'],
  [['loopback'], { peer: '::ffff:127.0.0.1', headers: all }, '192.0.2.7@https://shop.example'],
  [['uniquelocal'], { peer: '172.31.0.1', headers: all }, '192.0.2.7@https://shop.example'],
  [['uniquelocal'], { peer: '172.32.0.1', headers: all }, `172.32.0.1@${plain}`],
  [['uniquelocal'], { peer: 'fdff::1', headers: all }, '192.0.2.7@https://shop.example'],
  [['linklocal'], { peer: 'fe80::1', headers: all }, '192.0.2.7@https://shop.example'],
  [['linklocal'], { peer: 'fec0::1', headers: all }, `fec0::1@${plain}`],
  [['10.0.0.1'], { headers: all }, '192.0.2.7@https://shop.example'],
  [['10.0.0.2'], { headers: all }, `10.0.0.1@${plain}`],
  [['2001:DB8::/32'], { peer: '2001:db8:0:0::5', headers: all }, '192.0.2.7@https://shop.example'],
]

const walks: readonly Row[] = [
  // What the client has written itself stands to the left.
  [ten, { headers: x('for', '10.9.9.9, 192.0.2.7') }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', '127.0.0.1, 192.0.2.7, 10.0.0.5') }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', '1.1.1.1, 192.0.2.7, 10.0.0.5, 10.0.0.6') }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', '10.0.0.9, 10.0.0.5') }, `10.0.0.9@${plain}`],
  [ten, { headers: { 'x-forwarded-for': ['6.6.6.6', '192.0.2.7', '10.0.0.5'] } }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', ' 192.0.2.7 ,, ') }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', '') }, `10.0.0.1@${plain}`],
  // Ports, families and spellings.
  [ten, { headers: x('for', '192.0.2.7:4711') }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', '2001:DB8:0:0::1') }, `2001:db8::1@${plain}`],
  [ten, { headers: x('for', '[2001:db8::1]:4711') }, `2001:db8::1@${plain}`],
  [ten, { headers: x('for', '::ffff:192.0.2.7') }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', '192.0.2.7, ::ffff:10.0.0.5') }, `192.0.2.7@${plain}`],
  [ten, { headers: x('for', '192.0.2.7, 10.0.0.5:80') }, `192.0.2.7@${plain}`],
  // A proxy need not tell.
  [ten, { headers: x('for', 'unknown') }, `?@${plain}`],
  [ten, { headers: x('for', '10.0.0.9, _hidden') }, `?@${plain}`],
  [ten, { headers: x('for', '10.0.0.9, unknown, 10.0.0.5') }, `?@${plain}`],
  // Malformed where it counts; elsewhere nobody looks.
  [ten, { headers: x('for', 'evil') }, 400],
  [ten, { headers: x('for', '010.0.0.1') }, 400],
  [ten, { headers: x('for', '127.1') }, 400],
  [ten, { headers: x('for', '192.0.2.7:99999') }, 400],
  [ten, { headers: x('for', '[192.0.2.7]') }, 400],
  [ten, { headers: x('for', '192.0.2.7, <script>, 10.0.0.5') }, 400],
  [ten, { headers: x('for', 'evil, 192.0.2.7') }, `192.0.2.7@${plain}`],
]

const claims: readonly Row[] = [
  [ten, { headers: x('proto', 'https') }, '10.0.0.1@https://app.test'],
  [ten, { headers: x('proto', 'HTTPS') }, '10.0.0.1@https://app.test'],
  [ten, { headers: x('proto', 'wss') }, '10.0.0.1@https://app.test'],
  [ten, { headers: x('proto', 'https, http') }, '10.0.0.1@http://app.test'],
  [
    ten,
    { headers: { ...x('for', '192.0.2.7, 10.0.0.5'), ...x('proto', 'https, http') } },
    '192.0.2.7@https://app.test',
  ],
  [
    ten,
    { headers: { ...x('for', '192.0.2.7, 10.0.0.5'), ...x('proto', 'https') } },
    '192.0.2.7@https://app.test',
  ],
  [ten, { headers: x('proto', 'javascript') }, 400],
  [ten, { headers: x('host', 'shop.example:8443') }, '10.0.0.1@http://shop.example:8443'],
  [ten, { headers: x('host', 'evil.example, shop.example') }, '10.0.0.1@http://shop.example'],
  [ten, { headers: x('host', 'a@b') }, 400],
  [ten, { headers: x('host', 'a:99999') }, 400],
  [ten, { headers: x('host', 'a b') }, 400],
  [ten, { headers: x('port', '8443') }, '10.0.0.1@http://app.test:8443'],
  [ten, { headers: { ...x('proto', 'https'), ...x('port', '443') } }, '10.0.0.1@https://app.test'],
  [ten, { headers: x('port', '80') }, '10.0.0.1@http://app.test'],
  [ten, { headers: { ...x('host', 'shop.example:1'), ...x('port', '2') } }, '10.0.0.1@http://shop.example:1'],
  [ten, { headers: x('port', '99999') }, 400],
  [ten, { headers: x('port', '8o') }, 400],
]

const rfc7239: readonly Row[] = [
  [
    standard,
    { headers: { forwarded: 'for=192.0.2.7;proto=https;host=shop.example' } },
    '192.0.2.7@https://shop.example',
  ],
  [
    standard,
    { headers: { forwarded: 'For="[2001:db8::1]:4711";Proto=HTTPS' } },
    '2001:db8::1@https://app.test',
  ],
  [
    standard,
    { headers: { forwarded: 'for=6.6.6.6;host=evil.example, for=192.0.2.7' } },
    `192.0.2.7@${plain}`,
  ],
  [
    standard,
    { headers: { forwarded: 'for=192.0.2.7;proto=https, for=10.0.0.5;proto=http' } },
    '192.0.2.7@https://app.test',
  ],
  [standard, { headers: { forwarded: ['for=192.0.2.7', 'for="[fd00::5]"'] } }, `192.0.2.7@${plain}`],
  [standard, { headers: { forwarded: 'proto=https' } }, '?@https://app.test'],
  [standard, { headers: { forwarded: 'for=unknown;by=_proxy' } }, `?@${plain}`],
  [
    standard,
    { headers: { forwarded: 'for=192.0.2.7;host="shop\\.example"' } },
    '192.0.2.7@http://shop.example',
  ],
  [standard, { headers: { forwarded: 'for=192.0.2.7;for=10.0.0.5' } }, 400],
  [standard, { headers: { forwarded: 'for="192.0.2.7' } }, 400],
  [standard, { headers: { forwarded: 'for=192.0.2.7 proto=https' } }, 400],
  [standard, { headers: { forwarded: 'for=192.0.2.7;host="a@b"' } }, 400],
  [standard, { headers: all }, '198.51.100.9@https://evil.example'],
  [standard, { peer: '192.0.2.1', headers: all }, `192.0.2.1@${plain}`],
  [standard, { headers: { ...all, forwarded: '' } }, `10.0.0.1@${plain}`],
]

const counted: readonly Row[] = [
  [hops(1), { peer: '192.0.2.1', headers: x('for', '6.6.6.6, 192.0.2.7') }, `192.0.2.7@${plain}`],
  [hops(2), { peer: '192.0.2.1', headers: x('for', '6.6.6.6, 192.0.2.7, 192.0.2.8') }, `192.0.2.7@${plain}`],
  [hops(2), { peer: '192.0.2.1', headers: x('for', '192.0.2.7') }, `192.0.2.7@${plain}`],
  [hops(3), { peer: null, headers: all }, '192.0.2.7@https://shop.example'],
]

const rows = [...off, ...untrusted, ...trusted, ...walks, ...claims, ...rfc7239, ...counted]

describe('trustedProxies (T17)', () => {
  it('is tried in more than 80 combinations', () => {
    expect(rows.length).toBeGreaterThan(80)
  })

  it.each(rows)('%j: %j sees %s', async (proxies, asked, sees) => {
    expect(await view(proxies, asked)).toBe(sees)
  })

  it('holds on both edges', async () => {
    const app = appBehind(['loopback'])
    const headers = { ...x('for', '192.0.2.7'), ...x('proto', 'https'), ...x('host', 'shop.example') }
    const sees = { client: '192.0.2.7', port: null, url: 'https://shop.example/seen' }
    const peer = { address: '::1', port: 5_000 }
    const fetched = await app.fetch(new Request('http://app.test/seen', { headers }), { peer })
    expect(await fetched.json()).toEqual(sees)
    await using server = await serve(app, { port: 0, host: '127.0.0.1', announce: false, signals: false })
    expect(await (await fetch(`${server.url}/seen`, { headers })).json()).toEqual(sees)
  })

  it('is what the request log has as well', async () => {
    const log = new RecordingLogger()
    const app = new App({
      title: 'Shop',
      version: '1.0.0',
      log,
      trustedProxies: ten,
      middleware: [requestLog()],
    })
    await app.start()
    const exchange = new MemoryExchange({
      peer: { address: '10.0.0.1', port: 1 },
      headers: x('for', '192.0.2.7'),
    })
    await app.handle(exchange)
    expect(exchange.logger.lines).toMatchObject([{ fields: { client: '192.0.2.7' } }])
  })

  it('decides what is secure: HSTS is sent where the client came by HTTPS', async () => {
    const headers = x('proto', 'https')
    expect((await ask(appBehind(ten), '/seen', { headers })).isSecure).toBe(true)
    expect((await ask(appBehind(), '/seen', { headers })).isSecure).toBe(false)
  })

  it('gives the port of the client where the proxy tells it', async () => {
    const asked = { headers: x('for', '192.0.2.7:4711') }
    expect((await ask(appBehind(ten), '/seen', asked)).seen?.port).toBe(4_711)
  })

  it.each([
    [['0.0.0.0/0']],
    [['::/0']],
    [['1.0.0.0/7']],
    [['*']],
    [['10.0.0.0/33']],
    [['10.0.0.0/8/8']],
    [['010.0.0.0/8']],
    [['proxy.internal']],
    // Wrong on purpose, as JavaScript may write it.
    [{ hops: 1 } as never],
    [{ hops: 0, unreachableOtherwise: true } as const],
    // Wrong on purpose as well.
    [{ addresses: ['loopback'], headers: 'both' as never }],
  ])('does not start with %j', (proxies) => {
    expect(() => appBehind(proxies)).toThrow(/TRUSTED_PROXY_INVALID/)
  })
})

describe('rootPath', () => {
  it('is in front of redirects and of request.url', async () => {
    const app = appBehind(undefined, '/shop/')
    expect((await ask(app, '/seen', {})).seen?.url).toBe('http://app.test/shop/seen')
    expect((await ask(app, '/seen/', {})).location).toBe('/shop/seen')
  })

  it('leaves to handlers where they redirect to', async () => {
    expect((await ask(appBehind(undefined, '/shop'), '/away', {})).location).toBe('/elsewhere')
  })

  it('is what trusted proxies say in X-Forwarded-Prefix', async () => {
    const headers = x('prefix', '/branch/')
    expect((await ask(appBehind(ten, '/shop'), '/seen/', { headers })).location).toBe('/branch/seen')
    expect((await ask(appBehind(undefined, '/shop'), '/seen/', { headers })).location).toBe('/shop/seen')
  })

  it.each(['//evil.example', '/\\evil', '/a/../b', 'https://evil.example', '/a b', '/a?b'])(
    'leads nowhere else: %s',
    async (prefix) => {
      expect((await ask(appBehind(ten), '/seen/', { headers: x('prefix', prefix) })).status).toBe(400)
      expect(() => appBehind(undefined, prefix)).toThrow(/PREFIX_INVALID/)
    },
  )

  it('holds for mounted apps, whose own is not looked at', async () => {
    const outer = new App({ title: 'Outer', version: '1.0.0', rootPath: '/outer' })
    outer.mount('/inner', appBehind(undefined, '/ignored'))
    expect((await ask(outer, '/inner', {})).location).toBe('/outer/inner/')
    expect((await ask(outer, '/inner/seen', {})).seen?.url).toBe('http://app.test/outer/inner/seen')
  })
})
