import { describe, expect, it } from 'vitest'
import { deferred, settled } from '../../tests/fixtures/deferred.ts'
import { testApp } from '../../tests/fixtures/test-app.ts'
import { dependency, type Dependency } from '../dependencies/index.ts'
import { HttpError } from '../errors/index.ts'
import type { InputRecord } from '../inputs/index.ts'
import { testClient } from '../testing/index.ts'

/** Dependencies that wait at a gate each, and the order in which they begin. */
function gated(): {
  readonly begun: string[]
  readonly open: (name: string, error?: Error) => void
  readonly make: (name: string, inputs?: InputRecord) => Dependency<string, 'request'>
} {
  const begun: string[] = []
  const gates = new Map<string, ReturnType<typeof deferred<void>>>()
  return {
    begun,
    open(name, error) {
      if (error === undefined) gates.get(name)?.resolve()
      else gates.get(name)?.reject(error)
    },
    make(name, inputs = {}) {
      const gate = deferred<void>()
      gates.set(name, gate)
      return dependency(inputs, async (values) => {
        begun.push(`${name}(${Object.values(values).join()})`)
        await gate.promise
        return name
      })
    },
  }
}

describe('asynchronous dependencies', () => {
  it('of a chain are made one after the other, each with the value of the one before', async () => {
    const { begun, open, make } = gated()
    const [a, b] = [make('a'), make('b')]
    const chained = dependency({ a }, ({ a }) => `${a}!`)
    const last = make('last', { chained, b })
    const { app } = testApp()
    app.get('/', { inputs: { chained, last } }, ({ chained, last }) => `${chained} ${last}`)
    await using client = await testClient(app)
    const answering = client.get('/')
    await settled()
    expect(begun).toEqual(['a()', 'b()'])
    open('b')
    open('a')
    await settled()
    expect(begun).toEqual(['a()', 'b()', 'last(a!,b)'])
    open('last')
    expect((await answering).json()).toBe('a! last')
  })

  it('that need one and not each other are made concurrently once it is there', async () => {
    const { begun, open, make } = gated()
    const session = make('session')
    const [user, page] = [make('user', { session }), make('page', { session })]
    const view = make('view', { user, page })
    const { app } = testApp()
    app.get('/', { inputs: { view } }, ({ view }) => view)
    await using client = await testClient(app)
    const answering = client.get('/')
    await settled()
    expect(begun).toEqual(['session()'])
    open('session')
    await settled()
    expect(begun).toEqual(['session()', 'user(session)', 'page(session)'])
    open('page')
    open('user')
    await settled()
    expect(begun.at(-1)).toBe('view(user,page)')
    open('view')
    expect((await answering).json()).toBe('view')
  })

  it('that fail within a chain are the answer, and what comes after is not made', async () => {
    const { begun, open, make } = gated()
    const session = make('session')
    const user = make('user', { session })
    const { app } = testApp()
    app.get('/', { inputs: { user } }, ({ user }) => user)
    await using client = await testClient(app)
    const answering = client.get('/')
    open('session', new HttpError(409))
    expect((await answering).status).toBe(409)
    expect(begun).toEqual(['session()'])
  })
})
