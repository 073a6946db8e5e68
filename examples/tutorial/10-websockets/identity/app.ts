import { App, bearer, clock, dependency, expiry, HttpError, socket, text } from 'vivace'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region identity
const sessions = new Map([['a-token', { name: 'ada', minutes: 5 }]])

const currentUser = dependency({ token: bearer(), expiry, clock }, ({ token, expiry, clock }) => {
  const session = sessions.get(token)
  if (session === undefined) throw new HttpError(403, { code: 'foreign-token' })
  expiry.at(clock.now() + session.minutes * 60_000)
  return session.name
})

app.websocket(
  '/news',
  { inputs: { user: currentUser, socket: socket({ receives: text(), sends: text() }) } },
  async ({ user, socket }) => {
    await socket.send(`hello ${user}`)
    for await (const line of socket) await socket.send(line)
  },
)
// #endregion
