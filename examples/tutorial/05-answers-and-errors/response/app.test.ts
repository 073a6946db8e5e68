import { expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

it('sets a header and a cookie, with safe attributes', async () => {
  await using client = await testClient(app)
  const answer = await client.post('/theme', { json: { theme: 'dark' } })
  expect(answer.json()).toEqual({ theme: 'dark' })
  expect(answer.headers.get('x-theme')).toBe('dark')
  expect(answer.headers.get('set-cookie')).toBe(
    'theme=dark; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Lax',
  )
  expect(client.cookies.get('theme')).toBe('dark')
})

it('removes the cookie', async () => {
  await using client = await testClient(app)
  client.cookies.set('theme', 'dark')
  expect((await client.delete('/theme')).status).toBe(204)
  expect(client.cookies.get('theme')).toBeUndefined()
})
