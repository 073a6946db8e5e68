import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('takes a photo and its caption', async () => {
  await using client = await testClient(app)
  const body = new FormData()
  body.set('caption', 'A cup')
  body.set('photo', new File([new Uint8Array([137, 80, 78, 71])], 'cup.png', { type: 'image/png' }))
  const answer = await client.post('/photos', { body })
  expect(answer.json()).toEqual({ caption: 'A cup', name: 'cup.png', size: 4 })
})
// #endregion
