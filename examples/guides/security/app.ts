import {
  apiKey,
  App,
  basic,
  dependency,
  HttpError,
  openIdConnect,
  requires,
  sameSecret,
  singleton,
  clock,
} from 'vivace'
import { tokenVerifier, verifiedToken } from 'vivace/jwt'
import { secret, settings } from 'vivace/settings'
import * as z from 'zod'

export const app = new App({ title: 'Orders', version: '1.0.0' })

// #region settings
export const config = settings(
  z.object({
    issuer: z.url().default('https://id.example/'), // ISSUER
    jwks: z.url().default('https://id.example/.well-known/jwks.json'), // JWKS
    partnerKey: z.string().default('partner-key-for-development').transform(secret), // PARTNER_KEY
    adminPassword: z.string().default('admin-password-for-development').transform(secret),
  }),
)
// #endregion

// #region verify
const verifier = singleton({ clock, config }, ({ clock, config }) =>
  tokenVerifier({
    issuer: config.issuer,
    audience: 'https://orders.example',
    algorithms: ['RS256'],
    jwks: config.jwks,
    type: 'JWT',
    requiredClaims: ['sub'],
    clock,
  }),
)

const token = openIdConnect({ url: 'https://id.example/.well-known/openid-configuration' })
const Claims = z.object({ sub: z.string(), tenant: z.string() })
const claims = verifiedToken(token, verifier, { schema: Claims })

app.get('/orders', { inputs: { claims: requires(claims, ['orders:read']) } }, ({ claims }) => ({
  tenant: claims.tenant,
}))
// #endregion

// #region key
const key = apiKey({ in: 'header', name: 'X-API-Key' })

const partner = dependency({ key, config }, ({ key, config }) => {
  if (!sameSecret(key, config.partnerKey.reveal())) throw new HttpError(401, { detail: 'Unknown key.' })
  return { name: 'partner' }
})

app.get('/stock', { dependencies: [partner] }, () => ({ cups: 3 }))
// #endregion

// #region basic
const credentials = basic({ realm: 'reports' })

const admin = dependency({ credentials, config }, ({ credentials, config }) => {
  const isAdmin = sameSecret(credentials.username, 'admin')
  const isRight = sameSecret(credentials.password, config.adminPassword.reveal())
  if (isAdmin && isRight) return { name: 'admin' }
  throw new HttpError(401, { headers: { 'www-authenticate': 'Basic realm="reports"' } })
})

app.get('/reports', { inputs: { admin } }, ({ admin }) => ({ readBy: admin.name }))
// #endregion
