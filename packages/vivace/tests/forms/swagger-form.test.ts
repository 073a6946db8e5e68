import { describe, expect, it } from 'vitest'
import { App, form, silentLogger, upload, uploads } from 'vivace'
import * as z from 'zod'
import { launchChromium, noChromium, openPage } from '../docs-pages/chromium.ts'
import { serveQuietly } from '../edges/node-driver.ts'

describe.skipIf(noChromium !== undefined)('a form in Swagger UI', () => {
  it('offers to choose a file, and sends it beside JSON', async () => {
    const app = new App({ title: 'Photos', version: '1.0.0', log: silentLogger })
    const About = z.object({ title: z.string() })
    const inputs = { about: form(About), photo: upload(), more: uploads({ optional: true, maxFiles: 3 }) }
    app.post('/photos', { inputs }, async ({ photo, about, more }) => ({
      ...{ about, name: photo.name, text: await photo.text(), more: more.length },
    }))
    await using server = await serveQuietly(app)
    const host = `127.0.0.1:${server.port}`
    const browser = await launchChromium()
    try {
      const { page, troubles } = await openPage(await browser.newContext(), host)
      await page.goto(`http://${host}/docs`)
      await page.locator('.opblock').click()
      await page.getByRole('button', { name: 'Try it out' }).click()
      const file = { name: 'ñ sea.txt', mimeType: 'text/plain', buffer: Buffer.from('waves') }
      await page.locator('input[type=file]').setInputFiles(file)
      const answering = page.waitForResponse(`http://${host}/photos`)
      await page.getByRole('button', { name: 'Execute' }).click()
      const answer: unknown = await (await answering).json()
      expect(answer).toEqual({ about: { title: 'string' }, name: 'ñ sea.txt', text: 'waves', more: 0 })
      expect(troubles).toEqual([])
    } finally {
      await browser.close()
    }
  }, 60_000)
})
