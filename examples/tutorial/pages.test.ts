import { existsSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, clock } from 'vivace'
import { serve } from 'vivace/node'
import { fakeClock, testClient, type TestClient } from 'vivace/testing'
import { listFiles } from '../../scripts/list-files.ts'
import { type CodeBlock, readPage } from '../../scripts/docs/markdown.ts'
import { differences, readTranscript, type ShownExchange } from '../../scripts/docs/transcript.ts'

const root = new URL('../..', import.meta.url).pathname

/** The blocks that show what an app answers: transcripts, and parts of its API document. */
const shown = [...listFiles(root, 'docs', /\.md$/), 'README.md'].flatMap((page) =>
  readPage(readFileSync(`${root}${page}`, 'utf8'))
    .blocks.filter(
      ({ language, attributes }) =>
        'app' in attributes || (page.startsWith('docs/tutorial/') && ['http', 'json'].includes(language)),
    )
    .map((block) => ({ ...block, at: `${page}:${block.line}` })),
)

async function appOf(path = ''): Promise<App> {
  if (!existsSync(`${root}${path}`)) throw new Error(`Name the app: app=examples/…/app.ts, not app=${path}`)
  // Every example exports its app.
  const module = (await import(`${root}${path}`)) as { readonly app: App }
  return module.app
}

const clientOf = async ({ attributes }: CodeBlock): Promise<TestClient<App>> =>
  testClient(await appOf(attributes['app']))

/** http app=… beside=examples/…/app.ts as=STOCK_URL: another app, which this one finds by a variable. */
async function serveBeside({
  attributes: { beside, as = '' },
}: CodeBlock): Promise<AsyncDisposable | undefined> {
  if (beside === undefined) return undefined
  const server = await serve(await appOf(beside), { port: 0, signals: false, announce: false })
  vi.stubEnv(as, server.url)
  return server
}

/** http app=… at=2026-12-24: the time stands still. */
async function holdTime({ attributes: { app, at } }: CodeBlock): Promise<Disposable | undefined> {
  return at === undefined ? undefined : (await appOf(app)).override(clock, () => fakeClock(at))
}

function send(client: TestClient, { method, target, request }: ShownExchange) {
  const { headers, body } = request
  return client.request(method, target, { headers, ...(body === '' ? {} : { body }) })
}

// Some pages show what becomes of an unexpected error, which is also logged. None of them has a Redis, and each
// an empty database.
beforeEach(() => {
  vi.stubEnv('REDIS_URL', '')
  vi.stubEnv('DATABASE_URL', 'memory:')
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('what the pages show is what the apps answer', () => {
  it.each(shown.filter(({ language }) => language === 'http'))('$at', async (block) => {
    await using _beside = await serveBeside(block)
    using _ = await holdTime(block)
    await using client = await clientOf(block)
    for (const exchange of readTranscript(block.text)) {
      expect(differences(exchange, await send(client, exchange))).toEqual([])
    }
  })

  it.each(shown.filter(({ language, attributes }) => language === 'text' && 'app' in attributes))(
    '$at, of a start',
    async (block) => {
      const lines: string[] = []
      vi.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(String(line)) > 0)
      await using server = await serve((await clientOf(block)).app, { port: 0, signals: false })
      expect(lines.join('').trim()).toBe(block.text.replaceAll('8000', String(server.port)))
    },
  )

  // json app=… part=/paths/~1items/get: a part of the API document, by its JSON Pointer.
  it.each(shown.filter(({ language }) => language === 'json'))('$at, of the API document', async (block) => {
    await using client = await clientOf(block)
    const document = (await client.get('/openapi.json')).json()
    expect(partOf(document, block.attributes['part'] ?? '')).toEqual(JSON.parse(block.text))
  })
})

function partOf(document: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1)
  return steps.reduce<unknown>(
    (inside, step) => new Map(Object.entries(inside ?? {})).get(step.replaceAll('~1', '/')),
    document,
  )
}
