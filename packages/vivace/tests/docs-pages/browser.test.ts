import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenApiDocument, type OpenApiOperation, writeOpenApi } from '../../src/openapi/index.ts'
import { operation, sampleInfo, sampleOperations } from '../openapi/sample-operations.ts'
import { launchChromium, noChromium, openPage, type WatchedPage } from './chromium.ts'
import { type DocsServer, serveDocs } from './docs-server.ts'

// `localhost` and `127.0.0.1` are two origins with one server.
function authorizationDocument(origin: string): OpenApiDocument {
  const flow = { authorizationUrl: `${origin}/authorize`, tokenUrl: './token', scopes: {} }
  const scheme = { type: 'oauth2', flows: { authorizationCode: flow } }
  const security = [{ name: 'login', scheme, scopes: [] }]
  const operations = [operation({ method: 'GET', path: '/me', operationId: 'readMe', security })]
  return writeOpenApi({ title: 'Login', version: '1', servers: [{ url: '.' }] }, operations)
}

function documented(): OpenApiOperation[] {
  const { paths } = writeOpenApi(sampleInfo, sampleOperations)
  return Object.values(paths).flatMap((item) =>
    // Readers of OpenAPI 3.1 do not know QUERY, and pass an extension over.
    Object.entries(item).flatMap(([method, operation]) => (method === 'x-query' ? [] : [operation])),
  )
}

describe.skipIf(noChromium !== undefined)(
  `the docs pages in a browser${noChromium === undefined ? '' : ` (skipped: ${noChromium})`}`,
  () => {
    let browser: Browser
    let context: BrowserContext
    let server: DocsServer

    const open = async (path: string): Promise<WatchedPage> => {
      const watched = await openPage(context, new URL(server.url).host)
      await watched.page.goto(server.url + path)
      return watched
    }

    beforeAll(async () => {
      browser = await launchChromium()
      context = await browser.newContext({ viewport: { width: 1280, height: 1400 } })
      server = await serveDocs({
        title: '</title><script>alert(1)</script>',
        document: () => writeOpenApi(sampleInfo, sampleOperations),
        prefix: '/behind/a/proxy',
      })
    })
    afterAll(async () => {
      await browser.close()
      await server.close()
    })

    it('Swagger UI shows every operation, and asks no other host', async () => {
      const { page, troubles, foreign } = await open('/docs')
      await page.waitForSelector('.opblock')
      expect(await page.title()).toBe('</title><script>alert(1)</script>')
      // The operation with two tags is shown in both of them.
      expect(await page.locator('.opblock').count()).toBe(11)
      expect({ troubles, foreign }).toEqual({ troubles: [], foreign: [] })
    })

    it('Swagger UI sends a request under whatever prefix the app is served', async () => {
      const { page, troubles } = await open('/docs')
      await page.click('#operations-Items-listItems .opblock-summary-control')
      await page.click('.try-out__btn')
      await page.click('.execute')
      await page.waitForSelector('.live-responses-table')
      expect(await page.textContent('.live-responses-table tbody .response-col_status')).toContain('200')
      expect(await page.textContent('.live-responses-table .microlight')).toContain(
        '"url": "/behind/a/proxy/items?limit=5&tag=a"',
      )
      expect(troubles).toEqual([])
    })

    it('ReDoc shows every operation, searches, and asks no other host', async () => {
      const { page, troubles, foreign } = await open('/redoc')
      await page.waitForSelector('h1')
      const headings = (await page.locator('h2').allTextContents()).map((text) => text.trim())
      for (const { summary } of documented()) {
        expect(headings.some((heading) => heading.startsWith(summary))).toBe(true)
      }
      await page.fill('input[placeholder="Search..."]', 'photo')
      await page.waitForSelector('[data-role="search:results"] li')
      expect(await page.locator('img').count()).toBe(0)
      expect({ troubles, foreign }).toEqual({ troubles: [], foreign: [] })
    })

    it('Swagger UI gets a token of an authorization server on another origin', async () => {
      let origin = ''
      const login = await serveDocs({
        title: 'Login',
        document: () => authorizationDocument(origin),
        prefix: '',
      })
      origin = login.url.replace('127.0.0.1', 'localhost')
      const page = await context.newPage()
      await page.goto(`${login.url}/docs`)
      await page.click('.btn.authorize')
      await page.fill('#client_id_authorizationCode', 'a-client')
      await page.click('.auth-btn-wrapper .authorize')
      await page.waitForSelector('.auth-btn-wrapper :text("Logout")')
      await page.click('.btn-done')
      await page.click('#operations-default-readMe .opblock-summary-control')
      await page.click('.try-out__btn')
      await page.click('.execute')
      await page.waitForSelector('.live-responses-table')
      expect(await page.textContent('.live-responses-table .microlight')).toContain('"Bearer a-token"')
      await page.close()
      await login.close()
    })
  },
)
