import { describe, expect, it } from 'vitest'
import { App, dependency, HttpError, oauth2Password, requires, Router, scopes } from '../index.ts'
import { testClient } from '../testing/index.ts'

const token = oauth2Password({ tokenUrl: 'token', scopes: { me: 'Read yourself.', items: 'Read items.' } })

function scopedApp(): App {
  // The token is the list of scopes that it grants.
  const user = dependency({ token, scopes }, ({ token, scopes }) => {
    const missing = scopes.filter((scope) => !token.split('+').includes(scope))
    if (missing.length > 0) throw new HttpError(403, { detail: `missing: ${missing.join(' ')}` })
    return { demanded: scopes }
  })
  const activeUser = dependency({ user: requires(user, ['me']) }, ({ user }) => user)
  const app = new App({ title: 'Scopes', version: '1' })
  app.get('/open', { inputs: { user } }, ({ user }) => user.demanded)
  app.get('/me', { inputs: { user: activeUser } }, ({ user }) => user.demanded)
  app.get('/items', { inputs: { user: requires(activeUser, ['items']) } }, ({ user }) => user.demanded)
  app.get('/both', { inputs: { user, active: requires(activeUser, ['items']) } }, (values) => [
    values.user.demanded,
    values.active.demanded,
  ])
  const admin = new Router({ prefix: '/admin', dependencies: [requires(user, ['admin'])] })
  admin.get('/stats', { inputs: { user } }, ({ user }) => user.demanded)
  app.include(admin)
  return app
}

async function ask(path: string, granted: string): Promise<{ status: number; body: unknown }> {
  await using client = await testClient(scopedApp())
  const answer = await client.get(path, { headers: { authorization: `Bearer ${granted}` } })
  return { status: answer.status, body: answer.json() }
}

describe('requires()', () => {
  it('accumulates scopes from the handler down to the dependency that asks for them', async () => {
    expect(await ask('/open', 'none')).toEqual({ status: 200, body: [] })
    expect(await ask('/me', 'me')).toEqual({ status: 200, body: ['me'] })
    expect(await ask('/items', 'me+items')).toEqual({ status: 200, body: ['items', 'me'] })
  })

  it('lets nobody in who lacks one of them', async () => {
    expect(await ask('/items', 'me')).toMatchObject({ status: 403, body: { detail: 'missing: items' } })
    expect(await ask('/admin/stats', 'me')).toMatchObject({ status: 403, body: { detail: 'missing: admin' } })
  })

  it('makes a dependency that asks for scopes once for each set of them', async () => {
    expect(await ask('/both', 'me+items')).toEqual({ status: 200, body: [[], ['items', 'me']] })
    expect(await ask('/admin/stats', 'admin')).toEqual({ status: 200, body: [] })
  })

  it('documents the scopes of every operation, and the flow they come from', () => {
    const { paths, components } = scopedApp().openapi()
    expect(components?.securitySchemes).toMatchObject({
      oauth2Password: {
        type: 'oauth2',
        flows: { password: { tokenUrl: 'token', scopes: { me: 'Read yourself.' } } },
      },
    })
    expect(paths['/open']?.get?.security).toEqual([{ oauth2Password: [] }])
    expect(paths['/items']?.get?.security).toEqual([{ oauth2Password: ['items', 'me'] }])
    expect(paths['/both']?.get?.security).toEqual([{ oauth2Password: ['items', 'me'] }])
    expect(paths['/admin/stats']?.get?.security).toEqual([{ oauth2Password: ['admin'] }])
  })
})
