import { App, dependency, HttpError, silentLogger, singleton, stream, tracer, inSpan } from 'vivace'
import { testClient } from 'vivace/testing'
import { describe, expect, it } from 'vitest'
import { RecordingTracer } from '../../tests/fixtures/recording-tracer.ts'

function traced() {
  const recording = new RecordingTracer()
  const app = new App({ title: 'Shop', version: '1.0.0', log: silentLogger, tracer: recording })
  return { app, recording }
}

const settings = singleton({}, function readSettings() {
  return 1
})
const session = dependency({ settings }, async function* openSession() {
  yield await Promise.resolve('session')
  await Promise.resolve()
})
const user = dependency({ session }, ({ session }) => `user of ${session}`)

describe('an app with a tracer', () => {
  it('makes a span of each dependency of a request, and of its clean-up, and none of singletons', async () => {
    const { app, recording } = traced()
    app.get('/', { inputs: { user, other: user, settings } }, ({ user }) => user)
    await using client = await testClient(app)
    expect((await client.get('/')).json()).toBe('user of session')
    expect(recording.names).toEqual([
      'dependency openSession',
      'dependency user',
      'dependency openSession > clean up openSession',
    ])
    expect(recording.spans.every(({ isEnded, failure }) => isEnded && failure === undefined)).toBe(true)
    expect(recording.spans[0]?.attributes).toEqual({ 'code.function.name': 'openSession' })
  })

  it('says which dependency has failed, and with what, whether it waits or not', async () => {
    const { app, recording } = traced()
    const refused = new HttpError(403, { code: 'forbidden' })
    const broken = new Error('out of order')
    const now = dependency({}, () => {
      throw refused
    })
    const later = dependency({}, async () => {
      await Promise.resolve()
      throw broken
    })
    app.get('/now', { inputs: { now } }, () => 'never')
    app.get('/later', { inputs: { later } }, () => 'never')
    await using client = await testClient(app)
    expect([(await client.get('/now')).status, (await client.get('/later')).status]).toEqual([403, 500])
    expect(recording.spans).toMatchObject([
      { name: 'dependency now', isEnded: true, failure: { error: refused } },
      { name: 'dependency later', isEnded: true, failure: { error: broken } },
    ])
  })

  it('says which clean-up has failed, after a request that went well and after one that did not', async () => {
    const { app, recording } = traced()
    const lost = new Error('the commit is lost')
    const own = new Error('out of order')
    const commits = dependency({}, function* transaction() {
      yield 1
      throw lost
    })
    const rollsBack = dependency({}, async function* other() {
      try {
        yield 1
      } catch {
        await Promise.resolve()
        throw lost
      }
    })
    const throwsOn = dependency({}, function* third() {
      yield 1
    })
    const swallows = dependency({}, async function* fourth() {
      try {
        yield 1
      } catch {
        await Promise.resolve()
      }
    })
    app.get('/commit', { inputs: { commits } }, () => 'done')
    app.get('/roll-back', { inputs: { rollsBack, throwsOn, swallows } }, () => {
      throw own
    })
    await using client = await testClient(app)
    expect([(await client.get('/commit')).status, (await client.get('/roll-back')).status]).toEqual([
      500, 500,
    ])
    const cleaned = recording.spans.filter(({ name }) => name.startsWith('clean up'))
    expect(cleaned.map(({ name, failure }) => [name, failure?.error])).toEqual([
      ['clean up transaction', lost],
      ['clean up fourth', undefined],
      ['clean up other', lost],
      // It never waits, so it was there before those that do.
      ['clean up third', undefined],
    ])
    expect(cleaned.every(({ isEnded }) => isEnded)).toBe(true)
  })

  it('puts a clean-up that comes after the answer below its dependency', async () => {
    const { app, recording } = traced()
    const late = dependency(
      {},
      function* late() {
        yield 'a'
      },
      { cleanup: 'after-response' },
    )
    app.get('/', { inputs: { late }, returns: stream() }, async function* ({ late }) {
      yield late
    })
    await using client = await testClient(app)
    expect((await client.get('/')).text()).toBe('a')
    expect(recording.names).toEqual(['dependency late', 'dependency late > clean up late'])
  })

  it('traces what is mounted in it, guards, and whoever names the tracer', async () => {
    const { app, recording } = traced()
    const inner = new App({ title: 'Inner', version: '1.0.0', log: silentLogger })
    const guard = dependency({ tracer }, ({ tracer }) => inSpan(tracer, { name: 'ask' }, () => undefined))
    inner.get('/', { dependencies: [guard] }, () => 'in')
    app.mount('/inner', inner)
    await using client = await testClient(app)
    expect((await client.get('/inner/')).status).toBe(200)
    expect(recording.names).toEqual(['dependency a guard', 'dependency a guard > ask'])
  })

  it('is traced by another one in a test, or by none', async () => {
    const { app, recording } = traced()
    const other = new RecordingTracer()
    app.get('/', { inputs: { user } }, ({ user }) => user)
    await using client = await testClient(app)
    {
      using _ = app.override(tracer, () => other)
      await client.get('/')
    }
    {
      using _ = app.override(tracer, () => undefined)
      await client.get('/')
    }
    expect(recording.spans).toEqual([])
    expect(other.spans).toHaveLength(3)
  })
})

describe('inSpan()', () => {
  it('is the work alone where nobody traces', () => {
    const done = inSpan(undefined, { name: 'work' }, (span) => [span, 1])
    expect(done).toEqual([undefined, 1])
  })

  it('ends when the work has, with what it gives', async () => {
    const recording = new RecordingTracer()
    const options = { name: 'work', kind: 'client', attributes: { 'db.system.name': 'redis' } } as const
    const waiting = inSpan(recording, options, async (span) => {
      span?.set({ 'db.operation.name': 'GET' })
      await Promise.resolve()
      return 1
    })
    expect(recording.spans[0]?.isEnded).toBe(false)
    expect(await waiting).toBe(1)
    expect(recording.spans).toMatchObject([
      {
        options: { kind: 'client' },
        attributes: { 'db.system.name': 'redis', 'db.operation.name': 'GET' },
        isEnded: true,
      },
    ])
  })
})
