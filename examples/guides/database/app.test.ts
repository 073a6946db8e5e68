// #region setup
import { migrate, openDatabase, rolledBack } from '@vivace/data'
import { testClient } from 'vivace/testing'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { app, data } from './app.ts'

const memory = await openDatabase({ url: 'memory:' })
await migrate(memory.engine, { folder: data.options.migrations })
afterAll(() => memory[Symbol.asyncDispose]())

beforeEach(async () => {
  const test = await rolledBack(memory.engine)
  const override = app.override(data.engine, () => test)
  onTestFinished(async () => {
    override[Symbol.dispose]()
    await test.close()
  })
})
// #endregion

async function bank() {
  const client = await testClient(app)
  onTestFinished(() => client[Symbol.asyncDispose]())
  const open = async (owner: string, balance: number) =>
    (await client.post('/accounts', { json: { owner, balance } })).json<{ id: number }>().id
  const balance = async (id: number) =>
    (await client.get(`/accounts/${id}`)).json<{ balance: number }>().balance
  return { client, open, balance }
}

describe('a bank', () => {
  it('moves money, or does nothing', async () => {
    const { client, open, balance } = await bank()
    const [ann, bob] = [await open('Ann', 100), await open('Bob', 0)]
    expect((await client.post('/transfers', { json: { from: ann, to: bob, amount: 60 } })).status).toBe(204)
    const tooMuch = await client.post('/transfers', { json: { from: ann, to: bob, amount: 60 } })
    expect([tooMuch.status, tooMuch.json()]).toMatchObject([422, { code: 'check-violation' }])
    const nobody = await client.post('/transfers', { json: { from: ann, to: 99_999, amount: 1 } })
    expect([nobody.status, nobody.json()]).toMatchObject([
      409,
      { code: 'foreign-key-violation', fields: ['to'] },
    ])
    expect([await balance(ann), await balance(bob)]).toEqual([40, 60])
    expect((await client.get('/totals')).json()).toEqual({ accounts: 100, transfers: 60 })
    expect((await client.get('/report')).json()).toMatchObject([{ from: ann, to: bob, amount: 60 }])
  })

  it('goes on after what a savepoint has undone', async () => {
    const { client, open } = await bank()
    await open('Ann', 0)
    const answer = await client.post('/accounts/all', {
      json: [{ owner: 'Bob' }, { owner: 'Ann' }, { owner: 'Cy' }],
    })
    expect(answer.json()).toEqual({ taken: ['Ann'] })
    expect((await client.post('/accounts', { json: { owner: 'Cy' } })).status).toBe(409)
  })

  it('closes accounts that nobody has used', async () => {
    const { client, open } = await bank()
    const [ann, bob, cy] = [await open('Ann', 1), await open('Bob', 0), await open('Cy', 0)]
    await client.post('/transfers', { json: { from: ann, to: bob, amount: 1 } })
    expect((await client.post(`/accounts/${cy}/close`, {})).status).toBe(204)
    expect((await client.get(`/accounts/${cy}`)).status).toBe(404)
    expect((await client.post(`/accounts/${bob}/close`, {})).json()).toMatchObject({
      code: 'foreign-key-violation',
    })
  })

  it('is ready, and shows its connections', async () => {
    const { client } = await bank()
    expect((await client.get('/health/ready')).status).toBe(200)
    expect((await client.get('/metrics')).text()).toContain('db_pool_connections{pool="main",state="used"}')
  })
})
