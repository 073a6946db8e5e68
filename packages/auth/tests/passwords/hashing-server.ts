// A server that verifies passwords; /load tells how many were hashed at once, at the most.
import { Passwords, PasswordsBusy } from '@vivace/auth'
import { App, body, clock, HttpError, silentLogger, singleton, text } from 'vivace'
import { serve } from 'vivace/node'
import * as z from 'zod'

const hasher = singleton({ clock }, async ({ clock }) => {
  const passwords = await Passwords.open({}, clock)
  return { passwords, hash: await passwords.hash('purple-walrus') }
})
let most = 0
const app = new App({ title: 'Hashes', version: '1.0.0', log: silentLogger })
app.get('/ping', { returns: text() }, () => 'pong')
app.get('/load', { returns: text() }, () => String(most))
app.post(
  '/login',
  { inputs: { hasher, password: body(z.string()) }, errors: [PasswordsBusy] },
  async ({ hasher: { passwords, hash }, password }) => {
    const verifying = passwords.verify(password, hash)
    most = Math.max(most, passwords.load.running)
    if (!(await verifying).isRight) throw new HttpError(401)
    return 'welcome'
  },
)

await serve(app, { port: 0 })
