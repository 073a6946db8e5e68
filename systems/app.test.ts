import { afterAll, beforeAll, expect, it } from 'vitest'
import { testClient, type TestClient } from 'vivace/testing'
import { systems } from './app.ts'

let client: TestClient

beforeAll(async () => {
  client = await testClient(systems)
})
afterAll(() => client.close())

it('shows a page whose links lead somewhere', async () => {
  const page = (await client.get('/')).text()
  const links = [...page.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href = '']) => href)
  expect(links).toEqual([
    'practice/docs',
    'practice/redoc',
    'practice/openapi.json',
    'practice/api/conjugations/hablar/present_subjunctive',
    'workflows/docs',
    'workflows/redoc',
    'workflows/openapi.json',
    'workflows/',
    'docs',
    'health',
  ])
  for (const link of links) expect([link, (await client.get(`/${link}`)).status]).toEqual([link, 200])
})

it('lets the page load its own style and nothing else', async () => {
  const answer = await client.get('/')
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const style = /<style>([^]*)<\/style>/.exec(answer.text())?.[1] ?? ''
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  const policy = answer.headers.get('content-security-policy')
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain(`style-src 'sha256-${hash}'`)
  expect(answer.text()).not.toMatch(/<script|style="|src=|https?:\/\/(?!www\.w3\.org)/)
})

it('serves each system under its path, documents included', async () => {
  const answer = await client.get('/practice/api/conjugations/hablar/present_subjunctive')
  expect(answer.json()).toMatchObject({
    verb: 'hablar',
    forms: ['hable', 'hables', 'hable', 'hablemos', 'habléis', 'hablen'],
  })
  const { servers } = (await client.get('/practice/openapi.json')).json<{ readonly servers: unknown }>()
  // Relative to the document, which is under /practice.
  expect(servers).toEqual([{ url: '.' }])
  expect((await client.get('/practice/health')).json()).toEqual({ status: 'healthy' })
})

it('is healthy', async () => {
  expect((await client.get('/health')).json()).toEqual({ status: 'healthy' })
})

it('documents its own routes alone', async () => {
  const { paths } = (await client.get('/openapi.json')).json<{ readonly paths: object }>()
  expect(Object.keys(paths)).toEqual(['/', '/health'])
})
