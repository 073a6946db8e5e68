import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

describe('the guide to AsyncAPI', () => {
  // #region test
  it('documents what the app receives and sends', async () => {
    await using client = await testClient(app)
    expect((await client.get('/asyncapi.json')).json()).toMatchObject({
      operations: {
        receiveBake: {
          messages: [{ $ref: '#/channels/bake/messages/Start' }, { $ref: '#/channels/bake/messages/Stop' }],
        },
        sendBake: { messages: [{ $ref: '#/channels/bake/messages/Progress' }] },
      },
    })
  })
  // #endregion

  it('documents the handshake', () => {
    const { channels } = app.asyncapi()
    expect(channels.bake).toMatchObject({
      address: '/ovens/{ovenId}',
      parameters: { ovenId: { description: 'The number on its door.' } },
      'x-security': [{ apiKeyQuery: [] }],
      'x-close-codes': { 4401: expect.any(String), 4422: expect.any(String) },
    })
  })

  it('bakes', async () => {
    await using client = await testClient(app)
    await using oven = await client.websocket('/ovens/3?key=k')
    oven.sendJson({ kind: 'start', recipe: 'Bread' })
    expect(await oven.receiveJson()).toEqual({ step: 1, text: 'Bread is in oven 3' })
    oven.sendJson({ kind: 'stop' })
    expect(await oven.closed).toMatchObject({ code: 1000 })
  })

  it('has a page', async () => {
    await using client = await testClient(app)
    expect((await client.get('/asyncapi')).status).toBe(200)
  })
})
