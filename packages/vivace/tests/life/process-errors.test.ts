import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { Program } from '../fixtures/program.ts'
import { type Bundle, bundle } from './bundle.ts'

const source = fileURLToPath(new URL('faulty-program.ts', import.meta.url))

let bundled: Bundle
beforeAll(async () => {
  bundled = await bundle(source)
})
afterAll(() => bundled.remove())

let program: Program | undefined

function run(env: Readonly<Record<string, string>>): Program {
  program = new Program([bundled.file], { env, isTypeScript: false })
  return program
}

async function start(env: Readonly<Record<string, string>> = {}): Promise<string> {
  return run(env).url()
}

const status = async (url: string): Promise<number> => {
  const response = await fetch(url)
  await response.text()
  return response.status
}

const rejected = 'A promise was rejected, and nobody waits for it'
const logged = (): number => (program?.err ?? '').split(rejected).length - 1

const failing = [
  '/sync',
  '/async',
  '/not-an-error',
  '/emitter',
  '/recursion',
  '/getter',
  '/getter-recursion',
  '/to-json',
  '/circular',
  '/deep-body',
  '/big',
  '/thrown-getter',
]

describe('one bad request (T65)', () => {
  let url = ''
  let pid: number | undefined
  beforeAll(async () => {
    url = await start()
    pid = program?.process.pid
  })
  afterAll(() => program?.kill())

  it('is answered with 500 however its handler fails, and nobody else is disturbed', async () => {
    const slow = Array.from({ length: 5 }, () => status(`${url}/slow`))
    const answers = await Promise.all(failing.map((path) => status(url + path)))
    expect(Object.fromEntries(failing.map((path, at) => [path, answers[at]]))).toEqual(
      Object.fromEntries(failing.map((path) => [path, 500])),
    )
    expect(await Promise.all(slow)).toEqual([200, 200, 200, 200, 200])
  })

  it.each(['/stream', '/lines'])('breaks its stream off where it fails: %s', async (path) => {
    const response = await fetch(url + path)
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    expect(await status(`${url}/well`)).toBe(200)
  })

  it.each(['/forgotten-await', '/rejects-after-answer', '/forgotten-nothing'])(
    'is in the log when it leaves a promise to itself, and the process lives: %s',
    async (path) => {
      const before = logged()
      for (let more = 0; more < 20; more += 1) await status(url + path)
      await program?.says(rejected, before + 20)
      expect(await status(`${url}/well`)).toBe(200)
    },
  )

  it('has ended no process', () => {
    expect([program?.process.exitCode, program?.process.pid]).toEqual([null, pid])
  })
})

describe('a process that serves', () => {
  afterEach(() => program?.kill())

  it('is not ended by a log that throws', async () => {
    const url = await start({ LOG: 'throwing' })
    expect(await status(`${url}/forgotten-await`)).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await status(`${url}/well`)).toBe(200)
  })

  it.each(['/timer', '/late-emitter'])(
    'answers what is in flight when something is thrown outside of a request, and ends with 1: %s',
    async (path) => {
      const url = await start()
      await status(`${url}/ending`)
      const slow = Array.from({ length: 5 }, () => status(`${url}/slow`))
      await program?.says('in flight', 5)
      expect(await status(url + path)).toBe(200)
      expect(await Promise.all(slow)).toEqual([200, 200, 200, 200, 200])
      expect(await program?.ended).toBe(1)
      expect(program?.err).toContain('An error was thrown outside of any request')
      expect(program?.out).toContain('cleaned up')
    },
  )

  it('is left as Node.js has it by processErrors: false', async () => {
    const url = await start({ PROCESS_ERRORS: 'false' })
    await status(`${url}/forgotten-await`)
    expect(await program?.ended).toBe(1)
    expect(program?.err).not.toContain('nobody waits for it')
  })

  it('ends with 1 when the program itself fails after it has begun to serve', async () => {
    expect(await run({ FAIL_AFTER_START: 'true' }).ended).toBe(1)
    expect(program?.err).toContain('oops')
  })
})
