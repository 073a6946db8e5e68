import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Service, startService } from './start-workflows.ts'

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const missing = existsSync(executablePath) ? undefined : `there is no Chromium at ${executablePath}`
/** A folder for pictures of the page, for whoever wants to look at it. */
const pictures = process.env['PAGE_PICTURES']

describe.skipIf(missing !== undefined)(
  `the page in a browser${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await chromium.launch({
        executablePath,
        args: [
          '--headless',
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-sync',
        ],
      })
    })
    afterAll(() => browser.close())

    async function open(service: Service, width = 1_000): Promise<{ page: Page; troubles: string[] }> {
      const page = await browser.newPage({ viewport: { width, height: 900 } })
      const troubles: string[] = []
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) troubles.push(message.text())
      })
      page.on('pageerror', (error) => troubles.push(error.message))
      page.on('request', (request) => {
        const { protocol, origin } = new URL(request.url())
        if (protocol.startsWith('http') && origin !== service.url) troubles.push(`asks ${origin}`)
      })
      await page.goto(`${service.url}/workflows/`)
      return { page, troubles }
    }

    const picture = async (page: Page, name: string): Promise<void> => {
      if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
    }

    it('begins a run, shows each step as it comes, and the report at the end', async () => {
      await using service = await startService()
      service.llm.reply('a draft', { text: 'a critique', delay: 300 }, '# Ethics\n\nThe <b>revised</b> text.')
      const { page, troubles } = await open(service)
      await page.getByText('Texts are written by fake-model').waitFor()
      await page.fill('#topic', 'AI ethics')
      await page.click('#start')
      await page.locator('#steps li.completed', { hasText: 'draft' }).waitFor()
      await page.locator('#steps li.running', { hasText: 'reflection' }).waitFor()
      await picture(page, 'running')
      await page.getByText('The run is completed').waitFor()
      expect(await page.locator('#steps li.completed').count()).toBe(3)
      await page.locator('#report').waitFor()
      expect(await page.textContent('#text')).toContain('The <b>revised</b> text.')
      expect(await page.locator('#text h1').textContent()).toBe('Ethics')
      expect(await page.locator('#text b').count()).toBe(0)
      expect(await page.locator('#downloads a').allTextContents()).toEqual([
        'Download MD',
        'Download HTML',
        'Download JSON',
      ])
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('report-title')
      await picture(page, 'completed')
      expect(troubles).toEqual([])
      await page.click('#start')
      await page.getByText('from the cache (similarity 1)').waitFor()
      await page.close()
    })

    it('stops a run', async () => {
      await using service = await startService()
      service.llm.always({ hangs: true })
      const { page } = await open(service)
      await page.fill('#topic', 'AI ethics')
      await page.click('#start')
      await page.locator('#steps li.running').waitFor()
      await page.click('#stop')
      await page.getByText('The run is cancelled').waitFor()
      expect(await page.locator('#steps li.cancelled').count()).toBe(1)
      expect(await page.isEnabled('#start')).toBe(true)
      await page.close()
    })

    it('shows a plan, and carries it out when it is approved', async () => {
      await using service = await startService()
      const steps = [{ agent: 'writer', task: 'Write about <ethics>.' }]
      service.llm.reply(JSON.stringify({ steps }), 'written', 'The report.')
      const { page, troubles } = await open(service, 390)
      await page.fill('#topic', 'AI ethics')
      await page.getByLabel('Several agents').check()
      await page.getByLabel('Show me the plan').check()
      await page.click('#start')
      await page.locator('#plan-steps').getByText('writer: Write about <ethics>.').waitFor()
      await picture(page, 'plan-on-a-phone')
      await page.getByRole('button', { name: 'Approve' }).click()
      await page.getByText('The report.').first().waitFor()
      await page.locator('#report').waitFor()
      const overflows = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
      expect([overflows, troubles]).toEqual([false, []])
      await picture(page, 'report-on-a-phone')
      await page.close()
    })

    it('says what is wrong, and is worked by the keyboard alone', async () => {
      await using service = await startService({ config: { runsAtOnce: 1, runsWaiting: 0 } })
      service.llm.always({ hangs: true })
      const asynchronous = { headers: { prefer: 'respond-async' } }
      await service.post('/workflows/reflection', { topic: 'first' }, asynchronous)
      const { page } = await open(service)
      await page.keyboard.press('Tab')
      await page.keyboard.type('second')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').getByText('Too many runs are waiting').waitFor()
      await page.close()
    })

    it('is let load nothing but its own script and style', async () => {
      await using service = await startService()
      const { headers, text } = await service.get('/workflows/', { headers: { accept: 'text/html' } })
      expect(headers.get('content-security-policy')).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      )
      expect(text).not.toMatch(/ style="| on\w+="|<script(?! type="module" src="assets)/)
    })
  },
)
