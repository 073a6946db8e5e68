import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { App } from '../../src/index.ts'
import { type Server, serve } from '../../src/node/index.ts'
import { launchChromium, noChromium, openPage, type WatchedPage } from '../docs-pages/chromium.ts'
import { prefixProxy } from './prefix-proxy.ts'
import { talkApp } from './talk-app.ts'

// A folder for pictures of the page, to be looked at: SCREENSHOTS=/tmp/shots npx vitest run …
const pictures = process.env.SCREENSHOTS

describe.skipIf(noChromium !== undefined)(
  `the channels page in a browser${noChromium === undefined ? '' : ` (skipped: ${noChromium})`}`,
  () => {
    let browser: Browser
    let context: BrowserContext
    let server: Server

    const open = async (path = '/asyncapi', from: BrowserContext = context): Promise<WatchedPage> => {
      const watched = await openPage(from, new URL(server.url).host)
      await watched.page.goto(new URL(path, server.url).href)
      await watched.page.waitForSelector('.channel')
      return watched
    }
    const picture = async (page: Page, name: string): Promise<void> => {
      if (pictures === undefined) return
      mkdirSync(pictures, { recursive: true })
      await page.screenshot({ path: `${pictures}/asyncapi-${name}.png`, fullPage: true })
    }

    beforeAll(async () => {
      browser = await launchChromium()
      context = await browser.newContext({ viewport: { width: 1280, height: 1100 } })
      server = await serve(talkApp(), { port: 0, host: '127.0.0.1' })
    })
    afterAll(async () => {
      await browser.close()
      await server.stop()
    })

    it('shows every channel that is not hidden, and asks no other host', async () => {
      const { page, troubles, foreign } = await open()
      expect(await page.locator('.channel .address').allTextContents()).toEqual([
        '/rooms/{room}',
        '/orders/{orderId}',
        '/clock',
        '/echo',
        '/bytes/{rest}',
        '/private',
        '/members',
        '/old',
      ])
      expect(await page.locator('h2').allTextContents()).toEqual(['Rooms', 'Channels'])
      await picture(page, 'closed')
      expect({ troubles, foreign }).toEqual({ troubles: [], foreign: [] })
    })

    it('takes everything that the document says for text', async () => {
      const { page, troubles } = await open('/asyncapi#roomsByRoom')
      expect(await page.textContent('#roomsByRoom .about .description')).toContain('<script>document.title')
      expect(await page.textContent('header .description')).toContain('<img src=x')
      expect(await page.locator('main script, main img').count()).toBe(0)
      expect(await page.title()).toBe('Talk <script>document.title = "run"</script>')
      expect(troubles).toEqual([])
    })

    it('connects, sends an example of a message, and shows what comes back', async () => {
      const { page, troubles, foreign } = await open('/asyncapi#roomsByRoom')
      const card = page.locator('#roomsByRoom')
      expect(await card.locator('.headers code').allTextContents()).toEqual(['x-client'])
      await card.getByLabel('room').fill('big kitchen')
      await card.getByLabel('tag').fill('a\nb')
      await card.getByLabel('language').selectOption('es')
      await card.getByLabel('Subprotocol').selectOption('talk.v1')
      await connect(card)
      expect(await entries(card, 'state')).toEqual([
        expect.stringContaining('/rooms/big%20kitchen?language=es&tag=a&tag=b'),
        'Connected, speaking talk.v1.',
      ])
      await send(card)
      await page.locator('#roomsByRoom .entry.got').first().waitFor()
      expect(JSON.parse((await entries(card, 'got'))[0] ?? '')).toEqual({
        room: 'big kitchen',
        from: null,
        text: 'es: a: b: Hello, everybody!',
        at: 0,
      })
      await card.getByLabel('Kind of message').selectOption('Join')
      await card.getByLabel('Message', { exact: true }).press('Control+Enter')
      await page.locator('#roomsByRoom .entry.got').nth(1).waitFor()
      expect((await entries(card, 'got'))[1]).toContain('name has come in')
      await picture(page, 'connected')
      await card.getByRole('button', { name: 'Disconnect' }).click()
      await page.locator('#roomsByRoom .status', { hasText: 'Closed: 1000' }).waitFor()
      expect({ troubles, foreign }).toEqual({ troubles: [], foreign: [] })
    })

    it('shows with which code a message that is not valid ends the connection', async () => {
      const { page, troubles } = await open('/asyncapi#roomsByRoom')
      const card = page.locator('#roomsByRoom')
      await connect(card)
      await card.getByLabel('Message', { exact: true }).fill('{"kind":"say"}')
      await send(card)
      await page.locator('#roomsByRoom .status', { hasText: 'Closed: 1007' }).waitFor()
      expect((await entries(card, 'trouble'))[0]).toMatch(/^Closed: 1007 \w+/)
      expect(await card.locator('.entry.trouble .note').textContent()).toBe('A message was not valid.')
      await picture(page, 'invalid-message')
      expect(troubles).toEqual([])
    })

    it('says that a message is no JSON, and sends it all the same', async () => {
      const { page } = await open('/asyncapi#roomsByRoom')
      const card = page.locator('#roomsByRoom')
      await connect(card)
      await card.getByLabel('Message', { exact: true }).fill('{')
      expect(await card.locator('#roomsByRoom-hint').textContent()).toContain('not JSON')
      await send(card)
      await page.locator('#roomsByRoom .status', { hasText: 'Closed: 1007' }).waitFor()
    })

    it('sends keys in the query, and names the code of an identity that is missing', async () => {
      const { page } = await open('/asyncapi#ordersByOrderId')
      const card = page.locator('#ordersByOrderId')
      await card.getByRole('button', { name: 'Connect' }).click()
      expect(await card.locator('.status').textContent()).toBe('A value is missing.')
      await card.getByLabel('key').fill('s3cret & more')
      await connect(card)
      await send(card)
      await page.locator('#ordersByOrderId .entry.got').first().waitFor()
      expect((await entries(card, 'got'))[0]).toContain('s3cret & more')
      expect((await entries(card, 'state'))[0]).toMatch(/\/orders\/1\?key=•••$/)

      await page.goto(`${new URL('/asyncapi', server.url).href}#private`)
      const closed = page.locator('#private')
      expect(await closed.locator('.headers').textContent()).toContain('Authorization')
      await closed.getByRole('button', { name: 'Connect' }).click()
      await page.locator('#private .status', { hasText: 'Closed: 4401' }).waitFor()
      await picture(page, 'no-identity')
    })

    it('shows codes and reasons of the app itself', async () => {
      const { page } = await open('/asyncapi#clock')
      const card = page.locator('#clock')
      await card.getByRole('button', { name: 'Connect' }).click()
      await page.locator('#clock .status', { hasText: 'Closed: 4000 tired' }).waitFor()
      expect(await entries(card, 'got')).toEqual(['{"count":1}'])
      expect(await card.getByRole('button', { name: 'Send' }).count()).toBe(0)
    })

    it('sends cookies for the handshake alone', async () => {
      const { page } = await open('/asyncapi#members')
      const card = page.locator('#members')
      await card.getByLabel('session').fill('Ada; Lovelace')
      await card.getByRole('button', { name: 'Connect' }).click()
      await page.locator('#members .entry.got').first().waitFor()
      expect(await entries(card, 'got')).toEqual(['Welcome, Ada; Lovelace'])
      expect(await context.cookies(new URL('/members', server.url).href)).toEqual([])
    })

    it('sends text and bytes as they are', async () => {
      const { page } = await open('/asyncapi#echo')
      const echo = page.locator('#echo')
      await connect(echo)
      await echo.getByLabel('Message', { exact: true }).fill('<b>bold</b>')
      await send(echo)
      await page.locator('#echo .entry.got').first().waitFor()
      expect(await entries(echo, 'got')).toEqual(['<b>bold</b>'])

      await page.locator('#bytesByRest > summary').click()
      const bytes = page.locator('#bytesByRest')
      await bytes.getByLabel('rest').fill('a/b')
      await connect(bytes)
      await bytes.getByLabel('Message', { exact: true }).fill('00 ff')
      await send(bytes)
      await page.locator('#bytesByRest .entry.got').first().waitFor()
      expect(await entries(bytes, 'got')).toEqual(['00 ff 03 (3 bytes)'])
      await bytes.getByLabel('Message', { exact: true }).fill('0x')
      await send(bytes)
      expect((await entries(bytes, 'trouble'))[0]).toContain('hexadecimal')
      await picture(page, 'bytes')
    })

    it('says where to look when the connection does not come about', async () => {
      const { page } = await open('/asyncapi#roomsByRoom')
      const card = page.locator('#roomsByRoom')
      await card.getByLabel('room').fill('a/b')
      await card.getByRole('button', { name: 'Connect' }).click()
      await page.locator('#roomsByRoom .status', { hasText: 'Not connected: 1006' }).waitFor()
      expect(await card.locator('.entry.trouble .note').textContent()).toContain('log of the app')
    })

    it('connects to a mounted app behind a proxy of which the app knows nothing', async () => {
      const outer = new App({ title: 'Outer', version: '1' })
      outer.mount('/talk', talkApp())
      const mounting = await serve(outer, { port: 0, host: '127.0.0.1' })
      const proxy = await prefixProxy('/behind', mounting.url)
      const page = await context.newPage()
      await page.goto(`${proxy.url}/talk/asyncapi#echo`)
      const echo = page.locator('#echo')
      await connect(echo)
      expect((await entries(echo, 'state'))[0]).toMatch(/\/behind\/talk\/echo$/)
      await send(echo)
      await echo.locator('.entry.got').first().waitFor()
      await page.close()
      await proxy.close()
      await mounting.stop()
    })

    it('lets people choose between the servers of the app', async () => {
      const servers = [
        { url: 'https://{region}.example.com/v1', variables: { region: { default: 'eu' } } },
        { url: '.' },
      ]
      const choosing = await serve(talkApp({ servers }), { port: 0, host: '127.0.0.1' })
      const page = await context.newPage()
      await page.goto(new URL('/asyncapi#echo', choosing.url).href)
      const own = choosing.url.replace('http', 'ws').replace(/\/$/, '')
      const choice = page.getByLabel('Server')
      expect(await choice.locator('option').allTextContents()).toEqual(['wss://eu.example.com/v1', own])
      await choice.selectOption(own)
      await connect(page.locator('#echo'))
      await page.close()
      await choosing.stop()
    })

    it('says so when there is no document to show', async () => {
      const page = await context.newPage()
      await page.route('**/asyncapi.json', (route) => route.fulfill({ status: 503 }))
      await page.goto(new URL('/asyncapi', server.url).href)
      expect(await page.getByRole('alert').textContent()).toContain('The app answers 503.')
      await page.close()
    })

    it('opens with the keyboard, in the dark, on a narrow screen', async () => {
      const narrow = await browser.newContext({ viewport: { width: 390, height: 840 }, colorScheme: 'dark' })
      const { page, troubles } = await open('/asyncapi', narrow)
      await page.locator('#roomsByRoom > summary').focus()
      await page.keyboard.press('Enter')
      await page.locator('#roomsByRoom .try').waitFor()
      expect(page.url()).toContain('#roomsByRoom')
      await connect(page.locator('#roomsByRoom'))
      await send(page.locator('#roomsByRoom'))
      await page.locator('#roomsByRoom .entry.got').first().waitFor()
      await picture(page, 'dark-narrow')
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect(width).toBeLessThanOrEqual(390)
      expect(troubles).toEqual([])
      await narrow.close()
    })
  },
)

async function connect(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Connect' }).click()
  await card.locator('.status[data-state="open"]').waitFor()
}

async function send(card: Locator): Promise<void> {
  await card.getByRole('button', { name: 'Send' }).click()
}

function entries(card: Locator, kind: string): Promise<string[]> {
  return card.locator(`.entry.${kind} .text`).allTextContents()
}
