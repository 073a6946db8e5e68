import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { llmSettings } from '@vivace/llm'
import { fakeLlm } from '@vivace/llm/testing'
import { app, calls } from './app.ts'

// #region test
it('answers when the endpoint is busy for a moment', async () => {
  await using endpoint = await fakeLlm()
  endpoint.reply({ status: 429, retryAfterMs: 10 }, 'A monad is a monoid.')
  using _replaced = app.override(llmSettings, () => endpoint.settings)
  await using client = await testClient(app)
  const answer = await client.post('/answers', { json: 'What is a monad?' })
  expect(answer.json()).toBe('A monad is a monoid.')
  expect(endpoint.calls).toHaveLength(2)
  expect(endpoint.calls[1]?.body).toMatchObject({ model: 'fake-model', temperature: 0 })
})
// #endregion test

it('tells what it has called', () => {
  expect(calls.at(-1)).toMatchObject({
    operation: 'chat',
    provider: 'openai',
    attempts: 2,
    failure: undefined,
  })
})

it('streams, plans, uses tools', async () => {
  await using endpoint = await fakeLlm()
  using _replaced = app.override(llmSettings, () => endpoint.settings)
  await using client = await testClient(app)
  endpoint.reply('Once upon a time.')
  const story = await client.get('/stories?about=cups')
  expect(story.text()).toContain('data: {"text":"Once "}')
  endpoint.reply('{"title":"Cups","steps":[]}')
  expect((await client.get('/plans/cups')).json()).toEqual({ title: 'Cups', steps: [] })
  endpoint.reply({ toolCalls: [{ name: 'stock', arguments: { item: 'cup' } }] }, 'There are 3.')
  expect((await client.get('/advice?about=cups')).json()).toBe('There are 3.')
})

it('has a motto when the endpoint fails, and a problem when the key is wrong', async () => {
  await using endpoint = await fakeLlm()
  using _replaced = app.override(llmSettings, () => endpoint.settings)
  await using client = await testClient(app)
  endpoint.reply({ status: 500 }, { status: 500 }, { status: 500 }, { status: 401 })
  expect((await client.get('/mottos')).json()).toBe('Festina lente.')
  const failed = await client.get('/mottos')
  expect([failed.status, failed.json()]).toMatchObject([502, { code: 'upstream_rejected' }])
})

it('works offline', async () => {
  using _replaced = app.override(llmSettings, () => ({}))
  await using client = await testClient(app)
  const text = 'Cups hold tea. Tea is drunk from cups in most countries of the world.'
  const sources = [{ title: 'On cups', url: 'https://cups.example/', text }]
  const report = (await client.post('/reports', { json: { topic: 'cups', sources } })).json()
  expect(report).toContain('no language model was asked')
  expect(report).toContain('countries of the world [1].')
  expect((await client.get('/plans/cups')).json()).toMatchObject({ title: 'Cups', steps: { length: 3 } })
})
