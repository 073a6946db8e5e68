import { ok } from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import type { App } from '../../src/index.ts'
import { MemoryExchange, type MemoryRequest } from '../fixtures/memory-exchange.ts'
import { greedyApp, greedyPaths } from './demo/greedy-app.ts'
import { prototypeMembers, staysUnharmed } from './unharmed.ts'

const keys = [
  '"__proto__"',
  '"\\u005f\\u005fproto\\u005f\\u005f"',
  '"__pro\\u0074o__"',
  '"_\\u005Fproto__"',
  '"__proto__\\u0000"',
  '"constructor"',
  '"\\u0063onstructor"',
  '"prototype"',
  '"__proto__.polluted"',
  '"constructor.prototype.polluted"',
  '"__proto__[polluted]"',
  '"constructor[prototype][polluted]"',
  '"__defineGetter__"',
  '"toString"',
  '"hasOwnProperty"',
  '"valueOf"',
]
const values = ['{"polluted":true}', '{"prototype":{"polluted":true}}', 'null', '"x"', '[{"polluted":true}]']
const places: ((member: string) => string)[] = [
  (member) => `{${member}}`,
  (member) => `{"name":"x",${member}}`,
  (member) => `{"child":{${member}}}`,
  (member) => `[{${member}}]`,
  (member) => `{"a":{${member}},"b":{${member}}}`,
  (member) => `{${member},${member}}`,
  (member) => `{"child":{"a":[{"b":{${member}}}]}}`,
]
const bodies = keys.flatMap((key) =>
  values.flatMap((value) => places.map((place) => place(`${key}:${value}`))),
)
const names = [
  ...[
    '__proto__',
    '__proto__[polluted]',
    '__proto__.polluted',
    '__proto__%00',
    '%5F%5Fproto%5F%5F',
    '_%5Fproto__',
  ],
  ...['constructor', 'constructor[prototype][polluted]', 'constructor.prototype.polluted', 'prototype'],
  ...[
    'a[__proto__][polluted]',
    'a.__proto__.polluted',
    '__proto__%5Bpolluted%5D',
    '__proto__[]',
    '__proto__.0',
  ],
  ...['toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', '__lookupSetter__'],
]

/** Whether every object in a value has the prototype of plain data, and none has been given another by a key. */
function isPlainData(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false
  return (
    Object.values(value).every(isPlainData) && !('polluted' in value && !Object.hasOwn(value, 'polluted'))
  )
}

const apps: App[] = []
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop()
})

/** Sends requests to an app that takes anything; answers what reached its handlers. */
async function attack(
  requests: readonly MemoryRequest[],
  options: Parameters<typeof greedyApp>[1],
): Promise<unknown[]> {
  const reached: unknown[] = []
  const app = greedyApp((given) => reached.push(given), options)
  apps.push(app)
  await app.start()
  const before = prototypeMembers()
  for (const request of requests) {
    const { status } = await app.handle(new MemoryExchange(request))
    ok(status < 500, `${status} to ${JSON.stringify(request)}`)
  }
  expect(prototypeMembers()).toEqual(before)
  expect(reached.filter((value) => !isPlainData(value))).toEqual([])
  return reached
}

const headers = { 'content-type': 'application/json' }

describe.each([
  ['as it is', {}],
  ['that refuses unknown fields and answers as FastAPI', { unknownFields: 'reject', errorFormat: 'fastapi' }],
] as const)('keys that name prototypes, sent to an app %s', (_, options) => {
  staysUnharmed()

  it(`are harmless in JSON (${bodies.length} bodies for each of ${greedyPaths.length} routes)`, async () => {
    const requests = greedyPaths.flatMap((path) =>
      bodies.map((body) => ({ method: 'POST', path, headers, body })),
    )
    const reached = await attack(requests, options)
    expect(reached.length).toBeGreaterThan(requests.length / 10)
    expect(reached.length).toBeLessThan(requests.length)
  })

  it('are data in queries, cookies, headers and paths', async () => {
    const libraries = ['zod', 'valibot', 'arktype']
    const requests = names.flatMap((name): MemoryRequest[] => [
      ...libraries.flatMap((library): MemoryRequest[] => [
        { path: `/query/${library}`, queryString: `${name}=1&${name}=2&b=3` },
        { path: `/query/${library}`, queryString: `${name}[polluted]=1&${name}` },
        {
          path: `/cookies/${library}`,
          headers: { cookie: `${name}=polluted; a=b; ${name}={"polluted":true}` },
        },
        { path: `/headers/${library}`, headers: { [name.replace(/[^\w-]/g, '-')]: 'polluted' } },
      ]),
      {
        path: '/one',
        queryString: `q=1&${name}=2`,
        headers: { cookie: `key=1; ${name}=2`, [name.replace(/\W/g, '-')]: '1' },
      },
      { path: `/path/${name}` },
      { path: `/rest/${name}/polluted` },
    ])
    expect((await attack(requests, options)).length).toBeGreaterThan(requests.length / 2)
  })
})

describe('a key that reaches a prototype', () => {
  it.each([
    ['{"child":{"a":[{"__proto__":{"polluted":true}}]}}', '/child/a/0/__proto__'],
    ['{"constructor":{"prototype":{"polluted":true}}}', '/constructor'],
    ['{"_\\u005fproto__":1}', '/__proto__'],
  ])('is refused in %s, with its place', async (text, pointer) => {
    const reached: unknown[] = []
    const app = greedyApp((given) => reached.push(given))
    apps.push(app)
    await app.start()
    const answer = await app.handle(new MemoryExchange({ method: 'POST', path: '/any', headers, body: text }))
    expect(answer.status).toBe(422)
    expect(JSON.parse(typeof answer.body === 'string' ? answer.body : '')).toMatchObject({
      errors: [{ in: 'body', pointer, code: 'forbidden_key' }],
    })
    expect(reached).toEqual([])
  })
})

// Whoever reads or writes __proto__ as a property dies of it there.
const isInStrictProcess = process.execArgv.includes('--disable-proto=throw')

describe('a process in which __proto__ throws', () => {
  if (isInStrictProcess) {
    it('is one', () => {
      const name = '__proto__'
      expect(() => void Reflect.get({}, name)).toThrow(expect.objectContaining({ code: 'ERR_PROTO_ACCESS' }))
    })
  } else {
    it('passes all the tests of this file', { timeout: 120_000 }, () => {
      const here = fileURLToPath(import.meta.url)
      const root = fileURLToPath(new URL('../../../..', import.meta.url))
      const vitest = `${root}node_modules/vitest/vitest.mjs`
      const options = ['run', here, '--root', root, '--reporter=json', '--execArgv=--disable-proto=throw']
      const output = execFileSync(process.execPath, [vitest, ...options], { encoding: 'utf8' })
      expect(JSON.parse(output.slice(output.indexOf('{')))).toMatchObject({
        success: true,
        numFailedTests: 0,
        numPassedTests: 8,
      })
    })
  }
})
