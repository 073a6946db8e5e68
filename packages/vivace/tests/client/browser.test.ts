import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { html, path } from 'vivace'
import { textOf } from '../../src/responses/index.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import type { Browser } from 'playwright-core'
import { launchChromium, noChromium, openPage } from '../docs-pages/chromium.ts'
import { serveQuietly } from '../edges/node-driver.ts'
import { shopApp } from './shop.ts'

const source = fileURLToPath(new URL('../../src/', import.meta.url))

const page = `<!doctype html><link rel="icon" href="data:,"><script type="module">
  import { createClient } from '/src/client/index.ts'
  const client = createClient()
  const steps = []
  for await (const { data } of client.steps({ most: 2 })) steps.push(data.n)
  const cover = new File(['bytes'], 'a.png', { type: 'image/png' })
  const seen = {
    user: await client.readUser({ userId: 7 }),
    album: await client.album({ about: { title: 'a' }, cover }),
    made: (await client.createUser.answer({ user: { name: 'Bob' } })).status,
    steps,
  }
  document.querySelector('output').textContent = JSON.stringify(seen)
</script><output></output>`

const policy = "default-src 'self'; script-src 'self' 'unsafe-inline'; img-src data:"

/** The shop, its front end, and the modules of the client as a browser takes them. */
function shopWithPage(asked: string[]): ReturnType<typeof shopApp> {
  const app = shopApp()
  app.get('/', { returns: html() }, () => html(page, { headers: { 'content-security-policy': policy } }))
  app.get(
    '/src/{file*}',
    { inputs: { file: path(z.string()) }, returns: textOf('text/javascript; charset=utf-8') },
    async ({ file }) => {
      asked.push(file)
      const module = ts.ModuleKind.ESNext
      const compilerOptions = { module, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true }
      return ts.transpileModule(await readFile(source + file, 'utf8'), { compilerOptions }).outputText
    },
  )
  return app
}

describe.skipIf(noChromium !== undefined)(
  `an inferred client in a browser${noChromium === undefined ? '' : ` (skipped: ${noChromium})`}`,
  () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await launchChromium()
    })
    afterAll(() => browser.close())

    it('calls the app that its page came from, and loads nothing of the server', async () => {
      const asked: string[] = []
      const server = await serveQuietly(shopWithPage(asked))
      try {
        const host = `127.0.0.1:${server.port}`
        const { page: opened, troubles } = await openPage(await browser.newContext(), host)
        await opened.goto(`http://${host}/`)
        const output = await opened.waitForSelector('output:not(:empty)')
        expect(JSON.parse((await output.textContent()) ?? '')).toEqual({
          user: { id: 7, name: 'Ada', since: '1970-01-01T00:00:00.000Z' },
          album: { about: { title: 'a' }, cover: ['a.png', 'image/png', 'bytes'], photos: [] },
          made: 201,
          steps: [1, 2],
        })
        expect(troubles).toEqual([])
        const foreign = asked.filter((file) => !file.startsWith('client/')).sort()
        expect(foreign).toEqual(['http/event-parser.ts', 'routing/canonical-path.ts'])
      } finally {
        await server.stop()
      }
    })
  },
)
