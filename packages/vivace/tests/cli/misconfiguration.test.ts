import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Project, vivace } from './vivace-process.ts'

/** A text that no output may have. */
const canary = 'c4naryV4lue'
const strong = 'kP2v9XwQz7Lr4TnB8sYc3HdF6mJg1AeU'

const files = {
  'app.ts': `
import { App } from 'vivace'
import { allowedHosts, health } from 'vivace/middleware'
import { secret, settings } from 'vivace/settings'
import * as z from 'zod'
const config = settings(z.object({
  port2: z.int().min(1).default(1),
  level: z.enum(['info', 'debug']).default('info'),
  databaseUrl: z.url().transform(secret),
  sessionKey: z.string().transform(secret),
  pepper: z.string().transform(secret).optional(),
  smtp: z.object({ host: z.string(), password: z.string().transform(secret) }).optional(),
}))
export const app = new App({ title: 'Shop', version: '1.0.0', docsUrl: '/docs', trustedProxies: [], middleware: [health(), allowedHosts(['shop.example'])] })
app.get('/', { inputs: { config }, returns: z.string() }, () => 'ok')
`,
  'default.ts': `
import { App } from 'vivace'
import { secret, settings } from 'vivace/settings'
import * as z from 'zod'
const config = settings(z.object({ sessionKey: z.string().default('${canary}${strong}').transform(secret) }))
export const app = new App({ title: 'Shop', version: '1.0.0', docsUrl: '/docs' })
app.get('/', { inputs: { config }, returns: z.string() }, () => 'ok')
`,
  'program.ts': `import { serve } from 'vivace/node'\nimport { app } from './app.ts'\nawait serve(app, { port: 0 })`,
  'now.ts': `import { readSettings } from 'vivace/settings'\nimport * as z from 'zod'\nreadSettings(z.object({ level: z.enum(['a']) }))`,
  'cors.ts': `
import { App } from 'vivace'
import { cors } from 'vivace/middleware'
export const app = new App({ title: 'Shop', version: '1.0.0', middleware: [cors({ origins: '*', credentials: true })] })
`,
  'origin.ts': `
import { App } from 'vivace'
import { cors } from 'vivace/middleware'
export const app = new App({ title: 'Shop', version: '1.0.0', middleware: [cors({ origins: ['*.example.com'] })] })
`,
  'host.ts': `
import { App } from 'vivace'
import { allowedHosts } from 'vivace/middleware'
export const app = new App({ title: 'Shop', version: '1.0.0', middleware: [allowedHosts(['https://shop.example'])] })
`,
  'proxy.ts': `
import { App } from 'vivace'
export const app = new App({ title: 'Shop', version: '1.0.0', trustedProxies: ['0.0.0.0/0'] })
`,
  'hops.ts': `
import { App } from 'vivace'
export const app = new App({ title: 'Shop', version: '1.0.0', trustedProxies: { hops: 1 } as never })
`,
  'limit.ts': `import { serve } from 'vivace/node'\nimport { app } from './app.ts'\nawait serve(app, { requestTimeout: 'soon' as never })`,
  'lax.ts': `
import { App, idempotencyKeys, memoryIdempotencyStore } from 'vivace'
import { cors, health } from 'vivace/middleware'
import { settings } from 'vivace/settings'
import { serve } from 'vivace/node'
import * as z from 'zod'
const config = settings(z.object({ apiToken: z.string(), tokenUrl: z.string().default('https://id.example') }))
const inner = new App({ title: 'Inner', version: '1.0.0', docsUrl: '/docs' })
inner.post('/orders', { idempotency: idempotencyKeys({ store: memoryIdempotencyStore() }) }, () => null)
const app = new App({ title: 'Lax', version: '1.0.0', securityHeaders: false, middleware: [health(), cors({ origins: ['*'] }), cors({ origins: ['http://localhost:5173'] })] })
app.post('/', { inputs: { config }, bodyLimit: 2 ** 31 }, () => null)
app.mount('/inner', inner)
await serve(app, { maxConnections: 0, workers: 2 })
`,
}

let project: Project
beforeAll(() => {
  project = new Project(files)
})
afterAll(() => project.remove())

const good = { DATABASE_URL: 'postgres://app:pw@db/shop', SESSION_KEY: strong }

interface Wrong {
  readonly names: string
  readonly file?: string
  readonly env?: Readonly<Record<string, string>>
}

const settingsRows: readonly Wrong[] = [
  { names: 'SESSION_KEY is missing', env: { SESSION_KEY: '' } },
  { names: 'DATABASE_URL is missing', env: { DATABASE_URL: '' } },
  { names: 'DATABASE_URL must have the format uri', env: { DATABASE_URL: canary } },
  { names: 'PORT2 must be an integer', env: { PORT2: canary } },
  { names: 'PORT2 must be at least 1', env: { PORT2: '0' } },
  { names: 'LEVEL must be one of: info, debug', env: { LEVEL: canary } },
  { names: 'SMTP__PASSWORD is missing', env: { SMTP__HOST: canary } },
  { names: 'SMTP must be a JSON object', env: { SMTP: canary } },
  { names: 'SESSION_KEY is too short', env: { SESSION_KEY: canary } },
  { names: 'SESSION_KEY is a placeholder', env: { SESSION_KEY: `changeme-${canary}` } },
  { names: 'SESSION_KEY is a placeholder', env: { SESSION_KEY: `your-${canary}-key` } },
  { names: 'SESSION_KEY is easy to guess', env: { SESSION_KEY: canary.repeat(4) } },
  { names: 'SESSION_KEY is easy to guess', env: { SESSION_KEY: '01234567890123456789' } },
  {
    names: 'DATABASE_URL has a placeholder for a password',
    env: { DATABASE_URL: `postgres://${canary}:changeme@db/a` },
  },
  { names: 'PEPPER is the same secret as SESSION_KEY', env: { PEPPER: strong } },
  {
    names: 'SESSION_KEY is missing: in production a secret has no default',
    file: 'default.ts',
    env: { SESSION_KEY: '' },
  },
]

const otherRows: readonly Wrong[] = [
  { names: 'CORS_WILDCARD_WITH_CREDENTIALS', file: 'cors.ts' },
  { names: 'CORS_ORIGIN_INVALID', file: 'origin.ts' },
  { names: 'HOST_INVALID', file: 'host.ts' },
  { names: 'TRUSTED_PROXY_INVALID', file: 'proxy.ts' },
  { names: 'TRUSTED_PROXY_INVALID', file: 'hops.ts' },
  { names: 'serve({ requestTimeout })', file: 'limit.ts' },
  { names: 'the environment variable PORT', env: { PORT: '80800' } },
  { names: 'SESSION_KEY is missing', file: 'program.ts', env: { SESSION_KEY: '' } },
  { names: 'LEVEL must be one of: a', file: 'now.ts', env: { LEVEL: canary } },
]

describe('a wrong configuration (T36)', () => {
  it.each([...settingsRows, ...otherRows])(
    'does not start: exit code 78, "$names", no value',
    async ({ names, file = 'app.ts', env = {} }) => {
      const { code, out, err } = await vivace(['start', file], {
        cwd: project.folder,
        env: { ...good, ...env },
      })
      expect(err).toContain(names)
      expect(code).toBe(78)
      expect(out + err).not.toContain(canary)
      expect(out + err).not.toContain(strong)
      expect(out).toBe('')
    },
  )

  it('is listed by vivace check --production, all of it at once', async () => {
    const env = { DATABASE_URL: canary, SESSION_KEY: 'changeme', PORT2: canary }
    const { code, out, err } = await vivace(['check', '--production'], { cwd: project.folder, env })
    expect([code, err]).toEqual([1, ''])
    expect(out.match(/^\[settings\] \w+/gm)).toEqual(['[settings] PORT2', '[settings] DATABASE_URL'])
    expect(out).not.toContain(canary)
  })

  it('starts when it is right', async () => {
    const { code, out } = await vivace(['check', '--production'], { cwd: project.folder, env: good })
    expect([code, out]).toEqual([0, 'Nothing was found.\n'])
  })

  it('does not start by serve() alone either', async () => {
    for (const file of ['program.ts', 'now.ts']) {
      const { status, stderr } = spawnSync(process.execPath, ['--import', project.loader, file], {
        cwd: project.folder,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], ...project.environment, LEVEL: canary, SESSION_KEY: strong },
      })
      expect([status, stderr]).toEqual([78, expect.stringContaining('SETTINGS_INVALID')])
      expect(stderr).not.toContain(canary)
    }
  })
})

describe('vivace check --production', () => {
  const check = (...args: string[]) =>
    vivace(['check', '--production', 'lax.ts', ...args], { cwd: project.folder, env: { API_TOKEN: canary } })

  it('lists what is to be decided before an app goes live, each with its remedy', async () => {
    const { code, out } = await check()
    expect(out.match(/^\[.*?\].*?:(?= )/gm)).toEqual([
      "[plain-secret] setting 'apiToken':",
      '[limits] serve({ maxConnections }):',
      "[proxies] App 'Lax':",
      "[hosts] App 'Lax':",
      '[readiness] serve({ drainDelay }):',
      '[workers] POST /orders:',
      "[docs] App 'Lax':",
      "[cors] App 'Lax':",
      "[cors] App 'Lax':",
      "[security-headers] App 'Lax':",
      '[limits] POST /:',
    ])
    expect(out).toContain("Write docsUrl: '/docs' to publish them, or openapiUrl: false to publish nothing.")
    expect(out).not.toContain(canary)
    expect(code).toBe(1)
  })

  it('leaves out what is excepted', async () => {
    const { code, out } = await check(
      '--except',
      'plain-secret,limits,docs,cors,security-headers,proxies,hosts,readiness,workers',
    )
    expect([code, out]).toEqual([0, 'Nothing was found.\n'])
  })
})
