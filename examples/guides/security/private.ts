import { App, bearer, dependency, InvalidToken, Router } from 'vivace'
import { testClient } from 'vivace/testing'

// #region guard
export const currentUser = dependency({ token: bearer() }, ({ token }) => {
  if (token !== 'token-of-ana') throw new InvalidToken()
  return { name: 'Ana' }
})

export const app = new App({ title: 'Shop', version: '1.0.0', guard: currentUser })

app.get('/orders', { inputs: { user: currentUser } }, ({ user }) => [{ id: 1, of: user.name }]) // guarded
app.get('/prices', { public: true }, () => [{ name: 'Cup', price: 3 }])

const account = new Router({ prefix: '/account', public: true })
account.post('/login', {}, () => ({ token: 'token-of-ana' }))
account.post('/logout', { public: false }, () => undefined) // guarded again
app.include(account)
// #endregion

// #region test
export async function readOrders(): Promise<unknown> {
  using _ = app.override(currentUser, () => ({ name: 'a test' }))
  await using client = await testClient(app)
  return (await client.get('/orders')).json()
}
// #endregion
