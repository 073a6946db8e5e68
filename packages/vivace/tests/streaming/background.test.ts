import { describe, expect, it } from 'vitest'
import { App, background, dependency, events, HttpError, singleton } from 'vivace'
import { testClient } from 'vivace/testing'
import { timeout } from 'vivace/middleware'
import * as z from 'zod'
import { deferred } from '../fixtures/deferred.ts'
import { testApp } from '../fixtures/test-app.ts'

const Step = z.object({ n: z.int() })

describe('background', () => {
  it('runs after the response, in the order it was added, with its arguments', async () => {
    const happened: string[] = []
    const note = (what: string, times: number): void => void happened.push(`${what} ${times}`)
    const { app } = testApp()
    app.get('/', { inputs: { background } }, ({ background }) => {
      background.add(note, 'first', 1)
      background.add(async () => {
        await Promise.resolve()
        note('second', 2)
      })
      happened.push('handler')
      return 'x'
    })
    const response = await app.fetch(new Request('http://localhost/'))
    expect(happened).toEqual(['handler'])
    await response.text()
    await app.stop()
    expect(happened).toEqual(['handler', 'first 1', 'second 2'])
  })

  it('is done when a request of the test client is', async () => {
    const happened: string[] = []
    const { app } = testApp()
    app.get('/', { inputs: { background } }, async ({ background }) => {
      background.add(async () => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        happened.push('done')
      })
    })
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(204)
    expect(happened).toEqual(['done'])
  })

  it('is independent: an error is logged and stops no other', async () => {
    const happened: string[] = []
    const { app, log } = testApp()
    app.get('/items/{id}', { inputs: { background } }, ({ background }) => {
      background.add(() => {
        throw new Error('one')
      })
      background.add(() => Promise.reject(new Error('two')))
      background.add(() => void happened.push('three'))
    })
    await using client = await testClient(app)
    await client.get('/items/1')
    expect(happened).toEqual(['three'])
    expect(log.lines).toMatchObject([
      {
        level: 'error',
        message: 'Background work failed.',
        fields: { error: { message: 'one' }, route: '/items/{id}' },
      },
      { level: 'error', fields: { error: { message: 'two' } } },
    ])
  })

  it('is dropped when an error is the answer, and when a clean-up fails', async () => {
    const happened: string[] = []
    const failing = dependency({ background }, async function* ({ background }) {
      background.add(() => void happened.push('dependency'))
      yield 1
      throw new HttpError(409, { code: 'conflict' })
    })
    const { app } = testApp()
    app.get('/thrown', { inputs: { background } }, ({ background }) => {
      background.add(() => void happened.push('thrown'))
      throw new HttpError(404, { code: 'not-there' })
    })
    app.get('/clean-up', { inputs: { failing } }, () => 'x')
    await using client = await testClient(app)
    expect((await client.get('/thrown')).status).toBe(404)
    expect((await client.get('/clean-up')).status).toBe(409)
    expect(happened).toEqual([])
  })

  it('runs after the clean-up before the response and before the one after it', async () => {
    const happened: string[] = []
    const early = dependency({ background }, function* ({ background }) {
      background.add(() => void happened.push('of a dependency'))
      yield 1
      happened.push('early')
      background.add(() => void happened.push('of a clean-up'))
    })
    const late = dependency(
      {},
      function* () {
        yield 1
        happened.push('late')
      },
      { cleanup: 'after-response' },
    )
    const { app } = testApp()
    app.get('/', { inputs: { late, early, background } }, ({ background }) => {
      background.add(() => background.add(() => void happened.push('of background work')))
    })
    await using client = await testClient(app)
    await client.get('/')
    expect(happened).toEqual(['early', 'of a dependency', 'of a clean-up', 'of background work', 'late'])
  })

  it('runs after the end of a stream, and is dropped when the stream breaks off or is left', async () => {
    const happened: string[] = []
    const { app } = testApp()
    app.get('/{how}', { inputs: { background }, returns: events(Step) }, async function* ({ background }) {
      yield { n: 1 }
      background.add(() => void happened.push('background'))
      yield { n: 2 }
      happened.push('stream')
      if (happened.length > 2) throw new Error('broken')
    })
    await using client = await testClient(app)
    await client.get('/whole')
    expect(happened).toEqual(['stream', 'background'])
    await expect(client.get('/broken')).rejects.toThrow('broken')
    expect(happened).toEqual(['stream', 'background', 'stream'])
    const left = await client.stream('/left')
    await left.read()
    await left.read()
    await left.abort()
    expect(happened).toEqual(['stream', 'background', 'stream'])
  })

  it('runs when the handler was late and still succeeded', async () => {
    const gate = deferred()
    const ran = deferred()
    const { app } = testApp({ middleware: [timeout('1ms')] })
    app.get('/', { inputs: { background } }, async ({ background }) => {
      await gate.promise
      background.add(ran.resolve)
    })
    await using client = await testClient(app)
    expect((await client.get('/')).status).toBe(504)
    gate.resolve()
    await ran.promise
  })
})

describe('app.stop()', () => {
  it('waits for background work before anything is cleaned up, that of mounted apps included', async () => {
    const happened: string[] = []
    const gate = deferred()
    const resource = singleton({}, function* () {
      yield 'resource'
      happened.push('cleaned up')
    })
    const { app: outer } = testApp()
    const inner = new App({ title: 'Inner', version: '1.0.0', openapiUrl: false })
    inner.get('/', { inputs: { background, resource } }, ({ background }) => {
      background.add(async () => {
        await gate.promise
        happened.push('background')
      })
    })
    outer.mount('/inner', inner)
    await outer.fetch(new Request('http://localhost/inner/'))
    const stopping = outer.stop()
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(happened).toEqual([])
    gate.resolve()
    await stopping
    expect(happened).toEqual(['background', 'cleaned up'])
  })

  it('waits no longer than the grace period, and says so', async () => {
    const gate = deferred()
    const { app, log } = testApp({ gracePeriod: '5ms' })
    app.get('/', { inputs: { background } }, ({ background }) => {
      background.add(() => gate.promise)
    })
    await app.fetch(new Request('http://localhost/'))
    await new Promise((resolve) => setTimeout(resolve, 5))
    await app.stop()
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { requests: 1 } }])
    gate.resolve()
  })
})
