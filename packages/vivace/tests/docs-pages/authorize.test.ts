import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  apiKey,
  App,
  bearer,
  dependency,
  HttpError,
  InvalidGrant,
  oauth2Password,
  passwordForm,
  requires,
  sameSecret,
  silentLogger,
  singleton,
} from 'vivace'
import { tokenSigner, tokenVerifier, verifiedToken } from 'vivace/jwt'
import { serve, type Server } from 'vivace/node'
import * as z from 'zod'
import { launchChromium, noChromium, openPage, type WatchedPage } from './chromium.ts'

const own = { issuer: 'https://shop.example', audience: 'https://shop.example' }
const key = 'Zq3tV8yX1cN5mK7pL0wR4sD6fG9hJ2bA'
const signer = singleton({}, () => tokenSigner({ ...own, algorithm: 'HS256', key }))
const verifier = singleton({}, () => tokenVerifier({ ...own, algorithms: ['HS256'], key }))
const Token = z.object({ access_token: z.string(), token_type: z.string(), expires_in: z.int() })

/** An API with a token route of its own, and two other ways in. */
function shop(): App {
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger })
  app.post(
    '/token',
    { inputs: { login: passwordForm(), signer }, returns: Token, errors: [InvalidGrant] },
    async ({ login, signer }) => {
      if (login.username !== 'ana' || !sameSecret(login.password, 'a&b=ñ +%'))
        throw new InvalidGrant({ detail: 'Wrong name or password.' })
      const access_token = await signer.sign({ sub: login.username, scope: login.scopes.join(' ') })
      return { access_token, token_type: 'bearer', expires_in: signer.expiresIn }
    },
  )
  const scopes = { me: 'Read who you are.', 'orders:read': 'Read your orders.' }
  const user = verifiedToken(oauth2Password({ tokenUrl: 'token', scopes }), verifier)
  const opaque = dependency({ token: bearer() }, ({ token }) => allowOnly(token, 'a-token'))
  const partner = dependency({ key: apiKey({ in: 'header', name: 'X-API-Key' }) }, ({ key }) =>
    allowOnly(key, 'a-key'),
  )
  app.get('/me', { operationId: 'readMe', inputs: { user } }, ({ user }) => ({ name: user.sub }))
  app.get('/orders', { operationId: 'listOrders', inputs: { user: requires(user, ['orders:read']) } }, () => [
    'A cup',
  ])
  app.get('/reports', { operationId: 'listReports', inputs: { opaque } }, () => ['A report'])
  app.get('/stock', { operationId: 'readStock', inputs: { partner } }, () => ({ cups: 3 }))
  return app
}

function allowOnly(given: string, expected: string): string {
  if (sameSecret(given, expected)) return given
  throw new HttpError(401, { detail: 'Unknown.' })
}

/** Sends the form of the dialog that has a field, and waits until it is taken. */
async function authorize(page: Page, field: string): Promise<void> {
  const form = page.locator('.auth-container').filter({ has: page.locator(field) })
  await form.locator('button.authorize').click()
  await page.locator('.auth-container button:has-text("Logout")').first().waitFor()
}

/** Opens an operation and sends it as it is. */
async function tryOut(page: Page, operation: string): Promise<string> {
  const block = page.locator(`#operations-default-${operation}`)
  if (!(await block.locator('.execute').isVisible())) {
    await block.locator('.opblock-summary-control').click()
    await block.locator('.try-out__btn').click()
  }
  const answered = page.waitForResponse((response) => !response.url().includes('/docs'))
  await block.locator('.execute').click()
  await answered
  const status = block.locator('.live-responses-table tbody .response-col_status')
  await status.waitFor()
  return (await status.textContent())?.trim().slice(0, 3) ?? ''
}

describe.skipIf(noChromium !== undefined)(
  `the Authorize button in a browser${noChromium === undefined ? '' : ` (skipped: ${noChromium})`}`,
  () => {
    let browser: Browser
    let context: BrowserContext
    let server: Server

    const open = async (): Promise<WatchedPage> => {
      const host = `127.0.0.1:${server.port}`
      const watched = await openPage(context, host)
      await watched.page.goto(`http://${host}/docs`)
      await watched.page.click('.btn.authorize')
      return watched
    }

    beforeAll(async () => {
      browser = await launchChromium()
      context = await browser.newContext({ viewport: { width: 1280, height: 1400 } })
      server = await serve(shop(), { port: 0, announce: false, signals: false })
    })
    afterAll(async () => {
      await browser.close()
      await server.stop()
    })

    it('logs in with a name and a password, and operations are answered 200 by their scopes', async () => {
      const { page, troubles, foreign } = await open()
      await page.fill('#oauth_username', 'ana')
      await page.fill('#oauth_password', 'a&b=ñ +%')
      await page.click('label[for="me-password-checkbox-oauth2Password"]')
      await authorize(page, '#oauth_username')
      await page.click('.btn-done >> nth=0')
      expect(await tryOut(page, 'readMe')).toBe('200')
      expect({ troubles, foreign }).toEqual({ troubles: [], foreign: [] })
      expect(await tryOut(page, 'listOrders')).toBe('403')
      await page.close()
    })

    it('says so where the password is wrong, and is let in nowhere', async () => {
      const { page } = await open()
      await page.fill('#oauth_username', 'ana')
      await page.fill('#oauth_password', 'wrong')
      await page.click('.auth-container:has(#oauth_username) button.authorize')
      await page.waitForSelector('.auth-container .errors')
      expect(await page.textContent('.auth-container .errors')).toContain('Wrong name or password.')
      await page.click('.btn-done >> nth=0')
      expect(await tryOut(page, 'readMe')).toBe('401')
      await page.close()
    })

    it.each([
      { kind: 'a bearer token', field: '#auth-bearer-value', value: 'a-token', operation: 'listReports' },
      { kind: 'an API key', field: '#api_key_value', value: 'a-key', operation: 'readStock' },
    ])('takes $kind, and its operation is answered 200', async ({ field, value, operation }) => {
      const { page, troubles, foreign } = await open()
      await page.fill(field, value)
      await authorize(page, field)
      await page.click('.btn-done >> nth=0')
      expect(await tryOut(page, operation)).toBe('200')
      expect({ troubles, foreign }).toEqual({ troubles: [], foreign: [] })
      await page.close()
    })
  },
)
