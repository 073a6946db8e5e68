import { testClient } from 'vivace/testing'
import { expect, it, vi } from 'vitest'
import { app } from './accounts.ts'

it('counts what happens to accounts, by what became of it', async () => {
  // The mails of a development machine are written there.
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
  await using client = await testClient(app)
  const ada = { email: 'ada@example.com', password: 'correct horse battery staple' }
  await client.post('/auth/register', { json: ada })
  for (const password of ['not her password', 'nor is this one'])
    await client.post('/auth/login', { json: { email: ada.email, password } })
  const told = (await client.get('/metrics')).text()
  expect(told).toContain('auth_operations_total{operation="register",status="ok"} 1\n')
  expect(told).toContain('auth_operations_total{operation="login",status="failed"} 2\n')
})
