import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { type } from 'arktype'
import * as v from 'valibot'
import { toStandardJsonSchema } from '@valibot/to-json-schema'
import { App } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readSettings, Secret, secret, settings, SettingsError } from './index.ts'
import { wordName } from './variable-name.ts'

const strong = 'kP2v9XwQz7Lr4TnB8sYc3HdF6mJg1AeU'

/** What is wrong with an environment: `['PORT is missing']`. */
function problemsOf(...[schema, options]: Parameters<typeof readSettings>): string[] {
  try {
    readSettings(schema, options)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return error.problems.map(({ variable, cause }) => `${variable} ${cause}`)
  }
  return []
}

describe('wordName()', () => {
  it.each([
    ['databaseUrl', 'DATABASE_URL'],
    ['apiURL', 'API_URL'],
    ['HTMLPage', 'HTML_PAGE'],
    ['s3-bucket', 'S3_BUCKET'],
    ['oauth2Key', 'OAUTH2_KEY'],
    ['PORT', 'PORT'],
    ['page_size', 'PAGE_SIZE'],
  ])('writes %s as %s', (name, variable) => {
    expect(wordName(name)).toBe(variable)
  })
})

describe('readSettings()', () => {
  const Settings = z.object({
    databaseUrl: z.url(),
    port: z.int().min(1).default(8000),
    debug: z.boolean().default(false),
    level: z.enum(['info', 'debug']).default('info'),
    origins: z.array(z.string()).default([]),
    ratio: z.number().optional(),
    smtp: z.object({ host: z.string(), userName: z.string().optional() }).optional(),
    limits: z.record(z.string(), z.int()).optional(),
  })

  it('reads each member from the variable of its name, by its type', () => {
    const environment = {
      DATABASE_URL: 'postgres://db/shop',
      PORT: '9000',
      DEBUG: 'on',
      LEVEL: 'debug',
      ORIGINS: 'https://a.example, https://b.example',
      RATIO: '0.5',
      SMTP__HOST: 'mail',
      SMTP__USER_NAME: '42',
      LIMITS: '{"a":1}',
    }
    expect(readSettings(Settings, { environment })).toEqual({
      databaseUrl: 'postgres://db/shop',
      port: 9000,
      debug: true,
      level: 'debug',
      origins: ['https://a.example', 'https://b.example'],
      ratio: 0.5,
      smtp: { host: 'mail', userName: '42' },
      limits: { a: 1 },
    })
  })

  it('takes an empty variable for one that is not set', () => {
    const environment = { DATABASE_URL: 'postgres://db/shop', PORT: '', SMTP__HOST: '' }
    expect(readSettings(Settings, { environment })).toEqual({
      databaseUrl: 'postgres://db/shop',
      port: 8000,
      debug: false,
      level: 'info',
      origins: [],
    })
  })

  it('names every variable that is wrong, and tells no value', () => {
    const environment = {
      PORT: '0',
      DEBUG: 'perhaps',
      LEVEL: 'hunter2',
      SMTP__USER_NAME: 'hunter2',
      LIMITS: '{hunter2',
      RATIO: 'hunter2',
    }
    expect(problemsOf(Settings, { environment }).sort()).toEqual([
      'DATABASE_URL is missing',
      'DEBUG must be true or false',
      'LEVEL must be one of: info, debug',
      'LIMITS must be JSON',
      'PORT must be at least 1',
      'RATIO must be a number',
      'SMTP__HOST is missing',
    ])
  })

  it('says it as a definition error', () => {
    expect(() => readSettings(z.object({ port: z.int() }), { environment: { PORT: 'x' } })).toThrow(
      'settings: 1 variable is wrong:\n  PORT must be an integer.\nTo fix it, set it in the environment.\n(SETTINGS_INVALID, see docs/errors.md)',
    )
  })

  it('takes the value out of messages that are not ours', () => {
    const Taken = z.object({
      port: z.string().refine(() => false, { error: ({ input }) => `Port ${String(input)} is taken` }),
    })
    expect(problemsOf(Taken, { environment: { PORT: 'hunter2' } })).toEqual([
      'PORT is not valid: Port [value] is taken',
    ])
    const Agreeing = z
      .object({ low: z.int(), key: z.string() })
      .refine(() => false, { error: ({ input }) => `no: ${JSON.stringify(input)}` })
    const [problem] = problemsOf(Agreeing, { environment: { LOW: '77', KEY: 'hunter2' } })
    expect(problem).toMatch(/^the settings together are not valid: no: /)
    expect(problem).not.toMatch(/77|hunter2/)
  })

  it('names the variable of an item of a list, and of a member of JSON', () => {
    const Lists = z.object({ ports: z.array(z.int()), rules: z.array(z.object({ path: z.string() })) })
    const environment = { PORTS: '1,x', RULES: '[{"path":1}]' }
    expect(problemsOf(Lists, { environment })).toEqual([
      'PORTS must be of the type integer',
      'RULES must be of the type string',
    ])
  })

  it('reads a list from JSON as well, and a group from JSON with its members above it', () => {
    const environment = {
      DATABASE_URL: 'postgres://db/shop',
      ORIGINS: '["a,b"]',
      SMTP: '{"host":"mail","userName":"a"}',
      SMTP__USER_NAME: 'b',
    }
    const read = readSettings(Settings, { environment })
    expect([read.origins, read.smtp]).toEqual([['a,b'], { host: 'mail', userName: 'b' }])
    expect(problemsOf(Settings, { environment: { ...environment, SMTP: '[]' } })).toEqual([
      'SMTP must be a JSON object',
    ])
  })

  it('puts a prefix before every name', () => {
    const Prefixed = z.object({ smtp: z.object({ host: z.string() }) })
    const environment = { SHOP_SMTP__HOST: 'mail' }
    expect(readSettings(Prefixed, { prefix: 'SHOP_', environment }).smtp.host).toBe('mail')
    expect(problemsOf(Prefixed, { prefix: 'SHOP_', environment: {} })).toEqual(['SHOP_SMTP__HOST is missing'])
  })

  it('is frozen to its ends', () => {
    const read = readSettings(Settings, { environment: { DATABASE_URL: 'a://b', SMTP__HOST: 'mail' } })
    expect([Object.isFrozen(read), Object.isFrozen(read.smtp), Object.isFrozen(read.origins)]).toEqual([
      true,
      true,
      true,
    ])
  })

  it('refuses two settings of one variable, and a schema that is no object', () => {
    expect(() => readSettings(z.object({ apiUrl: z.string(), apiURL: z.string() }))).toThrow(
      'two settings are read from the variable API_URL',
    )
    expect(() => readSettings(z.string())).toThrow('MODEL_NOT_AN_OBJECT')
  })

  it('refuses an asynchronous schema', () => {
    const Slow = z.object({ a: z.string().refine(async () => true) })
    expect(() => readSettings(Slow, { environment: { A: 'a' } })).toThrow('the schema is asynchronous')
  })

  it('reads schemas of other libraries', () => {
    const environment = { PORT: '1', KEY: 'hunter2', TAGS: 'a,b' }
    const Valibot = toStandardJsonSchema(
      v.object({ port: v.pipe(v.number(), v.integer()), tags: v.array(v.string()) }),
    )
    const Arktype = type({ port: 'number.integer', key: type('string').pipe((text) => secret(text)) })
    expect(readSettings(Valibot, { environment })).toEqual({ port: 1, tags: ['a', 'b'] })
    expect(readSettings(Arktype, { environment }).key.reveal()).toBe('hunter2')
    expect(problemsOf(type({ port: 'string.uuid' }), { environment: { PORT: 'hunter2' } })).toEqual([
      expect.not.stringContaining('hunter2'),
    ])
  })
})

describe('.env files', () => {
  const Settings = z.object({ a: z.string(), b: z.string(), c: z.string() })

  it('stand below the environment, and the later one above the earlier', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vivace-env-'))
    writeFileSync(join(folder, '.env'), 'A=1\nB=1\n# a comment\nexport C="1 # of three"\n')
    writeFileSync(join(folder, '.env.local'), 'B=2')
    process.env['A'] = '3'
    try {
      const files = ['.env', '.env.local', 'absent'].map((name) => join(folder, name))
      expect(readSettings(Settings, { files })).toEqual({ a: '3', b: '2', c: '1 # of three' })
    } finally {
      delete process.env['A']
      rmSync(folder, { recursive: true })
    }
  })

  it('are named when they cannot be read', () => {
    expect(() => readSettings(Settings, { files: [tmpdir()] })).toThrow(
      `${tmpdir()}: the file cannot be read (EISDIR)`,
    )
  })
})

describe('secret()', () => {
  it('does not show itself', () => {
    const key = secret('hunter2')
    const shown = [
      `${String(key)}`,
      `${key as unknown as string}`, // a mistake that the compiler would find
      JSON.stringify({ key }),
      inspect({ key }, { depth: 9, showHidden: true }),
      inspect(new Error('x', { cause: key })),
      JSON.stringify({ ...key }),
      String(Object.entries(key)),
    ]
    expect(shown.join()).not.toContain('hunter2')
    expect(inspect(key)).toBe('[redacted]')
    expect(key.reveal()).toBe('hunter2')
  })

  it('holds what a schema has judged', () => {
    const Settings = z.object({ key: z.string().min(8).transform(secret) })
    expect(readSettings(Settings, { environment: { KEY: strong } }).key).toBeInstanceOf(Secret)
    expect(problemsOf(Settings, { environment: { KEY: 'hunter2' } })).toEqual([
      'KEY must have at least 8 characters',
    ])
  })
})

describe('secrets in production', () => {
  const Settings = z.object({
    key: z.string().transform(secret),
    pepper: z.string().transform(secret).optional(),
  })
  const wrong = (environment: Record<string, string>, weakSecrets: readonly string[] = []): string[] =>
    problemsOf(Settings, { environment: { NODE_ENV: 'production', ...environment }, weakSecrets })

  it.each([
    'changeme',
    'change-me-please-now-please',
    'CHANGE_ME',
    'your-secret-key-goes-here-1234',
    'secret',
    'Password123!',
    'dev-secret',
    '<paste the key here>',
    'this-is-an-example-key-for-you',
    'xxxxxxxxxxxxxxxxxxxxxxxx',
  ])('refuses the placeholder %s', (text) => {
    expect(wrong({ KEY: text })).toEqual(['KEY is a placeholder'])
  })

  it.each(['0000000000000000000000000000', 'abcabcabcabcabcabcabcabcabcabc', 'abcdefghijklmnopqrstuvwxyz'])(
    'refuses what is easy to guess: %s',
    (text) => {
      expect(wrong({ KEY: text })).toEqual(['KEY is easy to guess: it repeats itself'])
    },
  )

  it('refuses short ones, and the same one twice', () => {
    expect(wrong({ KEY: 'kP2v9XwQz7Lr4Tn' })).toEqual([
      'KEY is too short: a secret has at least 16 characters',
    ])
    expect(wrong({ KEY: strong, PEPPER: strong })).toEqual(['PEPPER is the same secret as KEY'])
  })

  it('refuses those that stand in the code', () => {
    const Defaulted = z.object({ key: z.string().default(strong).transform(secret) })
    expect(problemsOf(Defaulted, { environment: {}, production: true })).toEqual([
      'KEY is missing: in production a secret has no default',
    ])
    expect(problemsOf(Defaulted, { environment: {} })).toEqual([])
  })

  it('judges the password of an address, and nothing else of it', () => {
    expect(wrong({ KEY: 'postgres://app:f8Jq2@localhost/example' })).toEqual([])
    expect(wrong({ KEY: 'redis://localhost' })).toEqual([])
    expect(wrong({ KEY: 'postgres://app:changeme@db/shop' })).toEqual([
      'KEY has a placeholder for a password',
    ])
  })

  it('lets strong ones through, and those that the app names', () => {
    expect(wrong({ KEY: strong })).toEqual([])
    expect(wrong({ KEY: 'hunter2' }, ['KEY'])).toEqual([])
  })

  it('lets weak ones through elsewhere', () => {
    expect(problemsOf(Settings, { environment: { KEY: 'changeme' } })).toEqual([])
  })
})

describe('settings()', () => {
  const make = (environment: Record<string, string>) => {
    const config = settings(z.object({ pageSize: z.int().default(20) }), { environment })
    const app = new App({ title: 'Settings', version: '1.0.0' })
    app.get('/', { inputs: { config }, returns: z.int() }, ({ config }) => config.pageSize)
    return { app, config }
  }

  it('is a singleton of the app, and can be overridden', async () => {
    const { app, config } = make({ PAGE_SIZE: '50' })
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe(50)
    using _ = app.override(config, () => ({ pageSize: 1 }))
    expect((await client.get('/')).json()).toBe(1)
  })

  it('keeps an app with a wrong variable from starting', async () => {
    const { app } = make({ PAGE_SIZE: 'many' })
    await expect(app.start()).rejects.toThrow('PAGE_SIZE must be an integer')
  })
})
