import { readFile, rm } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { serve } from 'vivace/node'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

// #region test
it('takes a photo', async () => {
  await using client = await testClient(app)
  const body = new FormData()
  body.append('photo', new Blob(['…'], { type: 'image/png' }), 'sea.png')
  const answer = await client.post('/photos', { body })
  expect(answer.json()).toEqual({ name: 'sea.png', type: 'image/png', size: 3 })
})
// #endregion

it('takes nothing but images', async () => {
  await using client = await testClient(app)
  const body = new FormData()
  body.append('photo', new Blob(['…'], { type: 'text/plain' }), 'sea.txt')
  const answer = await client.post('/photos', { body })
  expect(answer.json()).toMatchObject({ errors: [{ in: 'form', pointer: '/photo', code: 'mediaType' }] })
})

it('reads JSON beside a file', async () => {
  await using client = await testClient(app)
  const body = new FormData()
  body.append('about', JSON.stringify({ title: 'Sea' }))
  body.append('photo', new Blob(['…']), 'sea.png')
  const answer = await client.post('/posts', { body })
  expect(answer.json()).toEqual({ title: 'Sea', tags: [], size: 3 })
})

it('keeps a file', async () => {
  await using server = await serve(app, { port: 0, announce: false, signals: false })
  const body = new FormData()
  body.append('avatar', new Blob(['me']), '../me.png')
  const answer = await fetch(`http://localhost:${server.port}/avatars`, { method: 'POST', body })
  const saved: unknown = await answer.json()
  expect(saved).toEqual({ path: expect.stringMatching(/-me\.png$/) })
  const { path } = saved as { path: string } // said by the line above
  expect(await readFile(path, 'utf8')).toBe('me')
  await rm(path)
})
