import { describe, expect, it } from 'vitest'
import { browserSends, browserShows, type CrossOriginRequest } from '../../tests/fixtures/cors-browser.ts'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import { Answer, type Middleware } from '../exchange/index.ts'
import { cors } from './cors.ts'
import type { CorsOptions } from './cors-policy.ts'

const app = 'https://app.example'

const handler = (): Answer => new Answer(200, ['content-type', 'application/json'], '{}')

/** Runs a middleware in front of a handler; these are all synchronous. */
function run(middleware: Middleware, exchange: MemoryExchange, next: () => Answer = handler): Answer {
  const answer = middleware(exchange, next)
  if (answer instanceof Answer) return answer
  throw new Error('The middleware made a promise of a synchronous answer.')
}

function ask(options: CorsOptions, origin: string | undefined, next?: () => Answer): Answer {
  return run(cors(options), new MemoryExchange({ headers: origin === undefined ? {} : { origin } }), next)
}

function preflight(options: CorsOptions, request: CrossOriginRequest): Answer {
  const { origin, method = 'GET', headers = [] } = request
  const exchange = new MemoryExchange({
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      ...(headers.length > 0 ? { 'access-control-request-headers': headers.join(',') } : {}),
    },
  })
  return run(cors(options), exchange, () => {
    throw new Error('A preflight never reaches a handler.')
  })
}

function corsHeaders(answer: Answer): string[] {
  return answer.headers.filter((name, at) => at % 2 === 0 && name.startsWith('access-control-'))
}

describe('cors()', () => {
  it('lets pages of a listed origin read answers', () => {
    const answer = ask({ origins: [app] }, app)
    expect(browserShows(answer, { origin: app })).toBe(true)
    expect(answer.get('access-control-allow-origin')).toBe(app)
    expect(answer).toMatchObject({ status: 200, body: '{}' })
  })

  it('puts its headers on errors as well', () => {
    const answer = ask({ origins: [app] }, app, () => new Answer(500, [], null))
    expect(browserShows(answer, { origin: app })).toBe(true)
  })

  it('waits for an answer that takes time', async () => {
    const exchange = new MemoryExchange({ headers: { origin: app } })
    const answer = await cors({ origins: [app] })(exchange, async () => handler())
    expect(answer.get('access-control-allow-origin')).toBe(app)
  })

  it('adds no CORS header for an origin that is not listed, and answers all the same', () => {
    const answer = ask({ origins: [app], credentials: true, exposeHeaders: ['etag'] }, 'https://evil.example')
    expect(corsHeaders(answer)).toEqual([])
    expect(answer.status).toBe(200)
  })

  it('says that an answer depends on the origin, whether the request had one or not', () => {
    for (const origin of [app, 'https://evil.example', undefined]) {
      expect(ask({ origins: [app] }, origin).get('vary')).toBe('origin')
    }
  })

  it('keeps what an answer varies on already', () => {
    const answer = ask({ origins: [app] }, app, () => new Answer(200, ['vary', 'accept-encoding'], null))
    expect(answer.get('vary')).toBe('accept-encoding, origin')
  })

  it('gives everyone the same answer with "*", so that it does not depend on the origin', () => {
    for (const origin of ['https://a.example', 'null', undefined]) {
      const answer = ask({ origins: '*' }, origin)
      expect(answer.get('access-control-allow-origin')).toBe('*')
      expect(answer.get('vary')).toBeUndefined()
    }
  })

  it('takes a list with "*", as settings have it, for "*"', () => {
    expect(ask({ origins: ['*'] }, app).get('access-control-allow-origin')).toBe('*')
  })

  it('asks a function, which never sees the null origin', () => {
    const asked: string[] = []
    const origins = (origin: string): boolean => asked.push(origin) > 0 && origin.endsWith('.app.example')
    expect(browserShows(ask({ origins }, 'https://a.app.example'), { origin: 'https://a.app.example' })).toBe(
      true,
    )
    expect(corsHeaders(ask({ origins }, 'https://a.evil.example'))).toEqual([])
    expect(corsHeaders(ask({ origins }, 'null'))).toEqual([])
    expect(asked).toEqual(['https://a.app.example', 'https://a.evil.example'])
  })

  it('does not take the promise of an asynchronous function for consent', () => {
    // @ts-expect-error The compiler says so too.
    expect(corsHeaders(ask({ origins: async () => true }, app))).toEqual([])
  })

  it('allows credentials only where they are asked for', () => {
    expect(ask({ origins: [app] }, app).get('access-control-allow-credentials')).toBeUndefined()
    expect(
      browserShows(ask({ origins: [app], credentials: true }, app), { origin: app, credentials: true }),
    ).toBe(true)
  })

  it('exposes headers', () => {
    const answer = ask({ origins: [app], exposeHeaders: ['etag', 'x-request-id'] }, app)
    expect(answer.get('access-control-expose-headers')).toBe('etag, x-request-id')
  })

  it('decides for the mounted apps inside it', () => {
    const inner = (): Answer =>
      new Answer(200, ['access-control-allow-origin', app, 'access-control-allow-credentials', 'true'], null)
    const answer = ask({ origins: '*' }, app, inner)
    expect(answer.headers).toEqual(['access-control-allow-origin', '*'])
  })
})

describe('a preflight', () => {
  it('is answered 204 without a body and without the handler', () => {
    expect(preflight({ origins: [app] }, { origin: app })).toMatchObject({ status: 204, body: null })
  })

  it('depends on what it asks for', () => {
    for (const origins of ['*', [app]] as const) {
      expect(preflight({ origins }, { origin: 'https://evil.example' }).get('vary')).toBe(
        'origin, access-control-request-method, access-control-request-headers',
      )
    }
  })

  it('allows every method and header unless they are listed', () => {
    const request = { origin: app, method: 'PATCH', headers: ['authorization', 'content-type', 'x-any'] }
    expect(browserSends(preflight({ origins: '*' }, request), request)).toBe(true)
    expect(browserSends(preflight({ origins: [app] }, request), request)).toBe(true)
  })

  it('repeats what was asked for with credentials, since browsers take "*" for a name then', () => {
    const request = { origin: app, method: 'DELETE', headers: ['authorization', 'x-any'], credentials: true }
    const answer = preflight({ origins: [app], credentials: true, methods: '*', headers: '*' }, request)
    expect(browserSends(answer, request)).toBe(true)
    expect(answer.get('access-control-allow-methods')).toBe('DELETE')
    expect(answer.get('access-control-allow-headers')).toBe('authorization,x-any')
  })

  it('repeats nothing that is no name', () => {
    const exchange = new MemoryExchange({
      method: 'OPTIONS',
      headers: {
        origin: app,
        'access-control-request-method': 'GET\r\nset-cookie: a=b',
        'access-control-request-headers': 'x-a, "b"',
      },
    })
    expect(corsHeaders(run(cors({ origins: [app], credentials: true }), exchange))).toEqual([
      'access-control-allow-origin',
      'access-control-allow-credentials',
      'access-control-max-age',
    ])
  })

  it('allows the listed methods and headers alone', () => {
    const options: CorsOptions = { origins: [app], methods: ['GET', 'PUT'], headers: ['X-A', 'content-type'] }
    const sends = (request: Omit<CrossOriginRequest, 'origin'>): boolean =>
      browserSends(preflight(options, { origin: app, ...request }), { origin: app, ...request })
    expect(sends({ method: 'PUT', headers: ['content-type', 'x-a'] })).toBe(true)
    expect(sends({ method: 'DELETE' })).toBe(false)
    expect(sends({ headers: ['x-b'] })).toBe(false)
    expect(preflight(options, { origin: app, method: 'DELETE' }).get('access-control-allow-methods')).toBe(
      'GET, PUT',
    )
  })

  it('says nothing of methods and headers when none is listed', () => {
    const answer = preflight({ origins: [app], methods: [], headers: [] }, { origin: app })
    expect(corsHeaders(answer)).toEqual(['access-control-allow-origin', 'access-control-max-age'])
  })

  it('is remembered for ten minutes unless the app says otherwise', () => {
    expect(preflight({ origins: '*' }, { origin: app }).get('access-control-max-age')).toBe('600')
    expect(preflight({ origins: '*', maxAge: 0 }, { origin: app }).get('access-control-max-age')).toBe('0')
  })

  it('does not expose headers, and does not open private networks', () => {
    const exchange = new MemoryExchange({
      method: 'OPTIONS',
      headers: {
        origin: app,
        'access-control-request-method': 'GET',
        'access-control-request-private-network': 'true',
      },
    })
    const answer = run(cors({ origins: [app], exposeHeaders: ['etag'] }), exchange)
    expect(corsHeaders(answer)).not.toContain('access-control-expose-headers')
    expect(corsHeaders(answer)).not.toContain('access-control-allow-private-network')
  })

  it('of an origin that is not accepted is answered without CORS headers', () => {
    const answer = preflight(
      { origins: [app], credentials: true },
      { origin: 'https://evil.example', method: 'PUT' },
    )
    expect(answer.status).toBe(204)
    expect(corsHeaders(answer)).toEqual([])
  })

  it('is told from an OPTIONS that is none, which passes on', () => {
    for (const headers of [{}, { origin: app }, { 'access-control-request-method': 'GET' }]) {
      const exchange = new MemoryExchange({ method: 'OPTIONS', headers })
      const answer = run(cors({ origins: [app] }), exchange, () => new Answer(204, ['allow', 'GET'], null))
      expect(answer.get('allow')).toBe('GET')
      expect(answer.get('vary')).toBe('origin, access-control-request-method, access-control-request-headers')
    }
  })
})

describe('origins that resemble a listed one', () => {
  const listed = ['https://app.example', 'http://localhost:3000', 'capacitor://localhost']
  const strangers = [
    'null',
    '',
    '*',
    'https://app.example.',
    'https://app.example/',
    'https://app.example:443',
    'https://app.example:8443',
    'http://app.example',
    'HTTPS://app.example',
    'https://APP.example',
    'https://app.example.evil.com',
    'https://evil-app.example',
    'https://evilapp.example',
    'https://sub.app.example',
    'https://user@app.example',
    'https://app.example@evil.com',
    'https://app.example%60.evil.com',
    'https://app.example_.evil.com',
    'https://app.example`.evil.com',
    'https://appXexample',
    'https://app.exampl',
    'https://app.example, https://evil.com',
    'https://evil.com, https://app.example',
    'https://app.example https://evil.com',
    ' https://app.example',
    'https://app.example\t',
    'https://аpp.example',
    'app.example',
    '//app.example',
    'file://',
    'data:text/html,x',
    'http://localhost',
    'http://localhost:30000',
    'http://localhost:3001',
    'https://localhost:3000',
    'http://127.0.0.1:3000',
    'http://[::1]:3000',
    'capacitor://localhost.evil',
    'ionic://localhost',
    'chrome-extension://abc',
  ]

  it.each(strangers)('%j gets no CORS header, not on a preflight either', (origin) => {
    const options: CorsOptions = { origins: listed, credentials: true }
    expect(corsHeaders(ask(options, origin))).toEqual([])
    expect(corsHeaders(preflight(options, { origin, method: 'PUT', headers: ['x-a'] }))).toEqual([])
  })

  it.each(listed)('%j itself is accepted', (origin) => {
    expect(browserShows(ask({ origins: listed }, origin), { origin })).toBe(true)
  })
})

describe('what cors() refuses at start', () => {
  it('everyone with credentials', () => {
    for (const origins of ['*', ['*'], [app, '*']] as const) {
      expect(() => cors({ origins, credentials: true })).toThrow(
        expect.objectContaining({ code: 'CORS_WILDCARD_WITH_CREDENTIALS' }),
      )
    }
    expect(() => cors({ origins: '*', credentials: true })).toThrowErrorMatchingInlineSnapshot(`
      [DefinitionError: cors(): origins: '*' with credentials: true would let every page on the web act as its visitor.
      To fix it, list the origins that may send cookies, or leave credentials out.
      (CORS_WILDCARD_WITH_CREDENTIALS, see docs/errors.md)]
    `)
  })

  it.each([
    ['https://app.example/', 'write "https://app.example"'],
    ['https://app.example:443', 'write "https://app.example"'],
    ['https://App.example', 'write "https://app.example"'],
    ['https://app.example/path', 'write "https://app.example"'],
    ['https://bücher.example', 'write "https://xn--bcher-kva.example"'],
    ['https://*.app.example', 'list every origin, or give a function'],
    ['null', "remove it, or write origins: '*'"],
    ['app.example', 'write scheme, host and'],
    ['localhost:3000', 'write scheme, host and'],
    ['', 'write scheme, host and'],
  ])('the origin %j, and says: %s', (origin, remedy) => {
    expect(() => cors({ origins: [origin] })).toThrow(
      expect.objectContaining({ code: 'CORS_ORIGIN_INVALID', remedy: expect.stringContaining(remedy) }),
    )
  })

  it('header names that are none', () => {
    for (const names of [{ headers: ['x a'] }, { exposeHeaders: ['x:a'] }]) {
      expect(() => cors({ origins: '*', ...names })).toThrow(
        expect.objectContaining({ code: 'HEADER_INVALID' }),
      )
    }
  })

  it.each([-1, 1.5, Number.NaN])('a maxAge of %d', (maxAge) => {
    expect(() => cors({ origins: '*', maxAge })).toThrow(
      expect.objectContaining({ code: 'DURATION_INVALID' }),
    )
  })
})
