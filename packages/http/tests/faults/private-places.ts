import { mockUpstream } from '@vivace/http/testing'
import type { OpenTransport } from '@vivace/http'
import type { ResolveAll } from '../../src/transport/guarded-lookup.ts'
import { PooledTransport } from '../../src/transport/pooled-transport.ts'

/** Ways to write a service on this machine, and addresses that only a network's own machines may call. */
export const privatePlaces = (port: number): readonly string[] => [
  `http://127.0.0.1:${port}/`,
  `http://localhost:${port}/`,
  `http://2130706433:${port}/`,
  `http://0x7f000001:${port}/`,
  `http://0177.0.0.1:${port}/`,
  `http://127.1:${port}/`,
  `http://0.0.0.0:${port}/`,
  `http://[::]:${port}/`,
  `http://[::1]:${port}/`,
  `http://[::ffff:127.0.0.1]:${port}/`,
  `http://private.example:${port}/`,
  `http://mixed.example:${port}/`,
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://[fd00:ec2::254]/latest/meta-data/',
]

/** What the names of these tests mean: `rebinding.example` is public when it is asked for first, and then is not. */
export function testNames(): ResolveAll {
  let asked = 0
  const meaning: Readonly<Record<string, () => readonly string[]>> = {
    localhost: () => ['127.0.0.1'],
    'private.example': () => ['127.0.0.1'],
    // An address that nobody has: it is of the public internet, and no network leads there.
    'mixed.example': () => ['2000::1', '127.0.0.1'],
    'rebinding.example': () => (asked++ % 2 === 0 ? ['2000::1'] : ['127.0.0.1']),
  }
  return (name, done) => {
    const addresses = meaning[name]?.() ?? []
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

/** Real connections, but for `http://public.example/?to=…`, which redirects to where it is told. */
export function redirectingTransport(): OpenTransport {
  const upstream = mockUpstream()
  upstream.on('GET', 'http://public.example/').answer(({ url }) => ({
    status: 302,
    headers: { location: new URL(url).searchParams.get('to') ?? '' },
  }))
  return (options) => {
    const connections = new PooledTransport(options, testNames())
    const mocked = upstream.open(options)
    return {
      send: (request) => (request.url.hostname === 'public.example' ? mocked : connections).send(request),
      stats: () => connections.stats(),
      close: () => connections.close(),
    }
  }
}
