import { bearer, defineError, dependency } from 'vivace'

const users = new Map([
  ['token-of-ana', { name: 'Ana', isAdmin: true }],
  ['token-of-bob', { name: 'Bob', isAdmin: false }],
])

// #region user
export const TokenUnknown = defineError({
  status: 401,
  code: 'token-unknown',
  title: 'The token is not valid',
  headers: { 'www-authenticate': 'Bearer' },
})

export const currentUser = dependency(
  { token: bearer() },
  ({ token }) => {
    const user = users.get(token)
    if (user === undefined) throw new TokenUnknown()
    return user
  },
  { errors: [TokenUnknown] },
)
// #endregion
