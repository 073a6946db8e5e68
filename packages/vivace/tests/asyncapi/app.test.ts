import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { App, type AppOptions, socket } from '../../src/index.ts'
import { testClient } from '../../src/testing/index.ts'
import { parseDocument } from './parse-document.ts'
import { talkApp } from './talk-app.ts'

function appWithChannel(options: Partial<AppOptions> = {}): App {
  const app = new App({ title: 'Talk', version: '1', ...options })
  app.websocket('/echo', { inputs: { socket: socket({ receives: z.string() }) } }, () => undefined)
  return app
}

async function statuses(app: App, ...paths: string[]): Promise<number[]> {
  await using client = await testClient(app)
  const answers = await Promise.all(paths.map((path) => client.get(path)))
  return answers.map(({ status }) => status)
}

describe('an app with channels', () => {
  it('serves a valid document of them, and a page', async () => {
    const app = talkApp()
    await using client = await testClient(app)
    const answer = await client.get('/asyncapi.json')
    expect(answer.headers.get('content-type')).toBe('application/json')
    const document = app.asyncapi({ documentUrl: 'http://testserver/asyncapi.json' })
    expect(answer.json()).toEqual(document)
    expect(Object.values(document.channels).map(({ address }) => address)).toEqual([
      '/rooms/{room}',
      '/orders/{orderId}',
      '/clock',
      '/echo',
      '/bytes/{rest}',
      '/private',
      '/members',
      '/old',
    ])
    const findings = await parseDocument(answer.json())
    expect(findings.filter((finding) => !finding.includes('latest version of AsyncAPi'))).toEqual([])
    const page = await client.get('/asyncapi')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'; style-src 'self';")
    expect(page.text()).toContain('&lt;script&gt;')
  })

  it('names the host and the scheme by which it is asked as its server', async () => {
    const app = appWithChannel()
    const answer = await app.fetch(new Request('https://talk.example.com:8443/asyncapi.json'))
    expect((await answer.json()).servers).toEqual({
      server: { host: 'talk.example.com:8443', protocol: 'wss', 'x-relative-url': '.' },
    })
    await app.stop()
  })

  it('says once what has not changed', async () => {
    await using client = await testClient(appWithChannel())
    const first = await client.get('/asyncapi.json')
    const headers = { 'if-none-match': first.headers.get('etag') ?? '' }
    expect((await client.get('/asyncapi.json', { headers })).status).toBe(304)
  })

  it('has document and page where it wants them', async () => {
    const app = appWithChannel({ asyncapiUrl: '/api/channels.json', asyncapiDocsUrl: '/api/channels' })
    expect(await statuses(app, '/api/channels.json', '/api/channels', '/asyncapi.json', '/asyncapi')).toEqual(
      [200, 200, 404, 404],
    )
    expect(app.asyncapi({ documentUrl: 'https://a.example/api/channels.json' }).servers).toEqual({
      server: { host: 'a.example', protocol: 'wss', 'x-relative-url': '..' },
    })
  })

  it('has neither, or no page, if it wants none', async () => {
    const paths = ['/asyncapi.json', '/asyncapi'] as const
    expect(await statuses(appWithChannel({ asyncapiUrl: false }), ...paths)).toEqual([404, 404])
    expect(await statuses(appWithChannel({ asyncapiDocsUrl: false }), ...paths)).toEqual([200, 404])
  })

  it('has its own under a mount, and the app around it none', async () => {
    const outer = new App({ title: 'Outer', version: '1' })
    outer.mount('/talk', appWithChannel())
    await using client = await testClient(outer)
    expect((await client.get('/asyncapi.json')).status).toBe(404)
    expect((await client.get('/talk/asyncapi.json')).json()).toMatchObject({
      servers: { server: { pathname: '/talk' } },
    })
  })

  it('tells the servers that it is given in the words of both documents, and lets the page connect there', async () => {
    const app = appWithChannel({
      servers: [{ url: 'https://{region}.example.com/v1', variables: { region: { default: 'eu' } } }],
    })
    await using client = await testClient(app)
    const policy = (await client.get('/asyncapi')).headers.get('content-security-policy')
    expect(policy).toContain("connect-src 'self' wss://eu.example.com;")
    expect(app.asyncapi().servers?.server).toMatchObject({ host: '{region}.example.com', pathname: '/v1' })
    expect(app.openapi().servers[0]?.url).toBe('https://{region}.example.com/v1')
  })

  it('does not start if its channels cannot be described', async () => {
    const app = appWithChannel()
    for (const path of ['/a', '/b']) {
      app.websocket(
        path,
        { operationId: 'same', inputs: { socket: socket({ receives: z.string() }) } },
        () => undefined,
      )
    }
    await expect(app.start()).rejects.toThrow("operationId 'same'")
  })
})

describe('an app without channels', () => {
  it('is one whose channels are all hidden, too', async () => {
    const app = new App({ title: 'Plain', version: '1' })
    app.websocket(
      '/a',
      { hidden: true, inputs: { socket: socket({ receives: z.string() }) } },
      () => undefined,
    )
    expect(await statuses(app, '/asyncapi.json', '/asyncapi')).toEqual([404, 404])
  })

  it('has no document of them, and no page', async () => {
    const app = new App({ title: 'Plain', version: '1' })
    expect(await statuses(app, '/asyncapi.json', '/asyncapi', '/openapi.json')).toEqual([404, 404, 200])
    expect(app.asyncapi().channels).toEqual({})
  })
})
