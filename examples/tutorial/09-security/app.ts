import {
  App,
  clock,
  dependency,
  InvalidGrant,
  InvalidToken,
  oauth2Password,
  passwordForm,
  requires,
  singleton,
} from 'vivace'
import { tokenSigner, tokenVerifier, verifiedToken } from 'vivace/jwt'
import { secret, settings } from 'vivace/settings'
import * as z from 'zod'
import { logIn, users } from './users.ts'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region keys
const config = settings(
  z.object({
    tokenKey: z.string().default('for development alone, 0123456789').transform(secret), // TOKEN_KEY
  }),
)

const own = { issuer: 'https://shop.example', audience: 'https://shop.example' }

const signer = singleton({ clock, config }, ({ clock, config }) =>
  tokenSigner({ ...own, algorithm: 'HS256', key: config.tokenKey.reveal(), clock }),
)

const verifier = singleton({ clock, config }, ({ clock, config }) =>
  tokenVerifier({ ...own, algorithms: ['HS256'], key: config.tokenKey.reveal(), clock }),
)
// #endregion

// #region token
const Token = z.object({
  access_token: z.string(),
  token_type: z.string(),
  expires_in: z.int(),
  scope: z.string(),
})

app.post(
  '/token',
  { inputs: { login: passwordForm(), signer }, returns: Token, errors: [InvalidGrant] },
  async ({ login, signer }) => {
    const user = await logIn(login.username, login.password)
    if (user === undefined) throw new InvalidGrant({ detail: 'Wrong name or password.' })
    const scope = login.scopes.filter((one) => user.scopes.includes(one)).join(' ')
    const access_token = await signer.sign({ sub: user.name, scope })
    return { access_token, token_type: 'bearer', expires_in: signer.expiresIn, scope }
  },
)
// #endregion

// #region user
const token = oauth2Password({
  tokenUrl: 'token',
  scopes: { me: 'Read who you are.', 'orders:read': 'Read your orders.' },
})
const claims = verifiedToken(token, verifier, { schema: z.object({ sub: z.string() }) })

export const currentUser = dependency({ claims }, ({ claims }) => {
  const user = users.get(claims.sub)
  if (user === undefined) throw new InvalidToken({ cause: 'its user is gone' })
  return user
})

const UserOut = z.object({ name: z.string(), email: z.string() })

app.get('/me', { inputs: { user: currentUser }, returns: UserOut }, ({ user }) => user)
// #endregion

// #region scopes
app.get(
  '/orders',
  { inputs: { user: requires(currentUser, ['orders:read']) }, returns: z.array(z.string()) },
  ({ user }) => [`A cup for ${user.name}`],
)
// #endregion
