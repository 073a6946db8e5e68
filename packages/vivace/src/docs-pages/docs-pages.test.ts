import { describe, expect, it } from 'vitest'
import { MemoryExchange } from '../../tests/fixtures/memory-exchange.ts'
import type { Answer } from '../exchange/index.ts'
import { docsPages, type DocsPagesOptions } from './docs-pages.ts'

const title = '</title><script>'
const servers = [{ url: 'https://api.example.com' }]
const pages = (options: Partial<DocsPagesOptions> = {}): ReturnType<typeof docsPages> =>
  docsPages({ title, document: () => ({ openapi: '3.1.0', servers }), ...options })

const pathsOf = (options: Partial<DocsPagesOptions>): string[] => pages(options).map((page) => page.path)

async function get(path: string, options: Partial<DocsPagesOptions> = {}): Promise<Answer> {
  const page = pages(options).find((each) => each.path === path)
  if (page === undefined) throw new Error(`There is no ${path}`)
  return page.answer(new MemoryExchange({ path }))
}

function textOf({ body }: Answer): string {
  if (typeof body === 'string') return body
  throw new Error('The answer has no text')
}

/** Every URL that a page of HTML asks for or hands to its script, as the browser resolves it. */
async function urlsOf(path: string, options: Partial<DocsPagesOptions> = {}): Promise<string[]> {
  const html = textOf(await get(path, options))
  const urls = [...html.matchAll(/ (?:src|href|data-[a-z]+)="([^"]*)"/g)].map(([, url = '']) => url)
  return urls
    .filter((url) => !url.startsWith('data:'))
    .map((url) => new URL(url, `http://a/mount${path}`).pathname)
}

describe('the docs pages', () => {
  it('are the document, Swagger UI and ReDoc, each with what it needs', () => {
    expect(pathsOf({})).toEqual([
      '/openapi.json',
      '/docs',
      '/docs/oauth2-redirect',
      '/docs/initializer.js',
      '/docs/5.35.0/swagger-ui-bundle.js',
      '/docs/5.35.0/swagger-ui.css',
      '/docs/5.35.0/oauth2-redirect.js',
      '/redoc',
      '/redoc/initializer.js',
      '/redoc/2.5.4/redoc.standalone.js',
    ])
  })

  it('are where the app wants them', () => {
    const paths = pathsOf({ docsUrl: '/', redocUrl: '/api/reference', openapiUrl: '/api/schema.json' })
    expect(paths).toContain('/initializer.js')
    expect(paths).toContain('/api/reference/initializer.js')
    expect(paths).toContain('/api/schema.json')
  })

  it.each([
    [{ docsUrl: false }, /^\/docs/],
    [{ redocUrl: false }, /^\/redoc/],
    [{ openapiUrl: false }, /^/],
  ] as const)('are not there with %j', (options, paths) => {
    expect(pathsOf(options).filter((path) => paths.test(path))).toEqual([])
  })

  it.each([
    ['/docs', {}],
    ['/redoc', {}],
    ['/docs/oauth2-redirect', {}],
    ['/v1/docs', { docsUrl: '/v1/docs', openapiUrl: '/v2/openapi.json' }],
    ['/', { docsUrl: '/' }],
  ] as const)('ask for what is there, under a mount as well: %s', async (path, options) => {
    const served = new Set(pathsOf(options).map((each) => `/mount${each}`))
    const asked = await urlsOf(path, options)
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter((url) => !served.has(url))).toEqual([])
  })

  it.each(['/docs', '/redoc'])('have no script of their own, and an escaped title: %s', async (path) => {
    const html = textOf(await get(path))
    expect(html).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>')
    expect([...html.matchAll(/<script[^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual(['', ''])
  })

  it('keep to themselves', async () => {
    const answer = await get('/docs')
    expect(answer.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.get('content-security-policy')).toContain("connect-src 'self' https://api.example.com;")
    expect(answer.get('cross-origin-opener-policy')).toBe('same-origin-allow-popups')
    expect((await get('/docs/oauth2-redirect')).get('cross-origin-opener-policy')).toBe('unsafe-none')
    const redoc = await get('/redoc')
    expect(redoc.get('content-security-policy')).toContain("connect-src 'self';")
    expect(redoc.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(redoc.get('referrer-policy')).toBe('no-referrer')
  })

  it('have scripts and styles that never change under their paths', async () => {
    const assets = pathsOf({}).filter((path) => /\d\.\d/.test(path))
    const answers = await Promise.all(assets.map((path) => get(path)))
    expect(answers.map((answer) => [answer.status, answer.get('content-type')])).toEqual([
      [200, 'text/javascript; charset=utf-8'],
      [200, 'text/css; charset=utf-8'],
      [200, 'text/javascript; charset=utf-8'],
      [200, 'text/javascript; charset=utf-8'],
    ])
    expect(new Set(answers.map((answer) => answer.get('cache-control')))).toEqual(
      new Set(['public, max-age=31536000, immutable']),
    )
  })

  it('have initializers that browsers take for scripts', async () => {
    for (const path of ['/docs/initializer.js', '/redoc/initializer.js']) {
      expect((await get(path)).get('content-type')).toBe('text/javascript; charset=utf-8')
    }
  })

  it('show the document to no validator', async () => {
    expect((await get('/docs/initializer.js')).body).toContain('validatorUrl: null')
  })
})

describe('the document', () => {
  it('is JSON, made and written once, when it is first asked for', async () => {
    let made = 0
    const [document] = docsPages({ title, document: () => ({ made: ++made }) })
    expect(made).toBe(0)
    const [first, second] = [
      await document?.answer(new MemoryExchange()),
      await document?.answer(new MemoryExchange()),
    ]
    expect([first?.body, second?.body]).toEqual(['{"made":1}', '{"made":1}'])
    expect(first?.get('content-type')).toBe('application/json')
    expect(first?.get('cache-control')).toBe('no-cache')
  })

  it('fails each time that it cannot be made', async () => {
    const [document] = docsPages({
      title,
      document: () => {
        throw new Error('Not possible')
      },
    })
    await expect(document?.answer(new MemoryExchange())).rejects.toThrow('Not possible')
    await expect(document?.answer(new MemoryExchange())).rejects.toThrow('Not possible')
  })
})
