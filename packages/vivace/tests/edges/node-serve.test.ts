import { request } from 'node:https'
import { connect } from 'node:tls'
import { afterEach, describe, expect, it } from 'vitest'
import { DefinitionError } from '../../src/errors/index.ts'
import { Answer } from '../../src/exchange/index.ts'
import { serve, type ServeOptions, type Server } from '../../src/node/index.ts'
import { Fixture } from './fixture.ts'
import { serveQuietly } from './node-driver.ts'
import { throwawayCertificate } from '@vivace/fixtures'

let server: Server | undefined

afterEach(async () => {
  await server?.stop()
  server = undefined
})

const quiet = { announce: false, signals: false } as const

const app = (): Fixture => new Fixture(({ scheme, path }) => new Answer(200, [], `${scheme} ${path}`))

/** What `serve` rejects with. */
async function failure(options: ServeOptions, served = app()): Promise<unknown> {
  try {
    server = await serve(served, { ...quiet, host: '127.0.0.1', ...options })
  } catch (error) {
    return error
  }
  throw new Error('It serves.')
}

function environment(values: Record<string, string>): Disposable {
  const before = { ...process.env }
  Object.assign(process.env, values)
  return { [Symbol.dispose]: () => (process.env = before) }
}

describe('serve()', () => {
  it('starts the app once, then listens, and says where', async () => {
    const served = app()
    server = await serveQuietly(served)
    expect(served.starts).toBe(1)
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
    expect(await (await fetch(`${server.url}/a`)).text()).toBe('http /a')
  })

  it('rejects with what the start of the app rejects with, and does not listen', async () => {
    const served = app()
    const fault = new DefinitionError({ code: 'DUPLICATE_ROUTE', where: 'GET /', cause: 'a', remedy: 'b' })
    served.onStart = () => {
      throw fault
    }
    expect(await failure({ port: 0 }, served)).toBe(fault)
  })

  it('says which port is in use and what to do, and stops the app it has started', async () => {
    const other = await serveQuietly(app())
    const served = app()
    const error = await failure({ port: other.port }, served)
    await other.stop()
    expect(error).toBeInstanceOf(DefinitionError)
    expect(String(error)).toBe(
      `DefinitionError: serve() on 127.0.0.1, port ${other.port}: port ${other.port} is in use by another program, ` +
        'perhaps an earlier start of this one.\n' +
        `To fix it, stop that program, or choose another port: PORT=${other.port + 1}, or serve(app, { port: ${other.port + 1} }).\n` +
        '(ADDRESS_UNAVAILABLE, see docs/errors.md)',
    )
    expect([served.starts, served.stops]).toEqual([1, 1])
  })

  it.each(['192.0.2.1', 'no-such-host.invalid'])('says that the host %s cannot be had', async (host) => {
    expect(await failure({ port: 0, host })).toMatchObject({ code: 'ADDRESS_UNAVAILABLE' })
  })

  it('takes port and host from the environment, unless it is told', async () => {
    const other = await serveQuietly(app())
    const { port } = other
    await other.stop()
    using _environment = environment({ PORT: String(port), HOST: 'localhost' })
    server = await serve(app(), quiet)
    expect(server.url).toBe(`http://localhost:${port}`)
    const told = await serveQuietly(app())
    expect(told.url).not.toBe(server.url)
    await told.stop()
  })

  it('says that the environment has no port where it has something else', async () => {
    using _environment = environment({ PORT: '80a' })
    expect(String(await failure({}))).toContain('the environment variable PORT: "80a" is not a port')
  })

  it('shows an address that can be visited when it listens everywhere', async () => {
    server = await serveQuietly(app(), { host: '0.0.0.0' })
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`)
  })

  it.each([
    [{ port: 70_000 }, 'SERVE_OPTION_INVALID'],
    [{ port: 1.5 }, 'SERVE_OPTION_INVALID'],
    [{ backlog: -1 }, 'SERVE_OPTION_INVALID'],
    [{ maxHeaders: Number.NaN }, 'SERVE_OPTION_INVALID'],
    [{ keepAliveTimeout: -1 }, 'DURATION_INVALID'],
    [{ maxUrlLength: 0.5 }, 'BYTE_SIZE_INVALID'],
    [{ tls: { key: 'no key', cert: 'no certificate' } }, 'SERVE_OPTION_INVALID'],
  ])('refuses the options %j before the app is started', async (options, code) => {
    const served = app()
    expect(await failure({ port: 0, ...options }, served)).toMatchObject({ code })
    expect(served.starts).toBe(0)
  })
})

describe('serve() with tls', () => {
  const ask = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const asking = request(`${server?.url}${path}`, { ca: throwawayCertificate.cert }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
        answer.on('end', () => resolve(text))
      })
      asking.on('error', reject).end()
    })

  it('speaks https, and tells the app so', async () => {
    server = await serveQuietly(app(), { tls: throwawayCertificate })
    expect(server.url).toMatch(/^https:/)
    expect(await ask('/a')).toBe('https /a')
  })

  it('goes on when somebody speaks http to it, or nothing that it knows', async () => {
    server = await serveQuietly(app(), { tls: throwawayCertificate })
    await expect(fetch(server.url.replace('https', 'http'))).rejects.toThrow('fetch failed')
    expect(await ask('/a')).toBe('https /a')
  })

  it('stops at once when connections are open that nobody uses', async () => {
    server = await serveQuietly(app(), { tls: throwawayCertificate, gracePeriod: '25s' })
    const socket = connect({
      port: server.port,
      host: '127.0.0.1',
      ca: throwawayCertificate.cert,
      servername: 'localhost',
    })
    await new Promise((resolve) => socket.once('secureConnect', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    await server.stop()
    await closed
  })
})
