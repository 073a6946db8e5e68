import { App, cookie, dependency, html, path, query, socket, SocketError, text } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Chat', version: '0.1.0', errorFormat: 'fastapi' })

const page = `
<!DOCTYPE html>
<html>
    <head>
        <title>Chat</title>
    </head>
    <body>
        <h1>WebSocket Chat</h1>
        <ul id='messages'>
        </ul>
    </body>
</html>
`

app.get('/', { returns: html() }, () => page)

const cookieOrToken = dependency(
  { session: cookie(z.string().optional()), token: query(z.string().optional()) },
  ({ session, token }) => {
    const found = session ?? token
    if (found === undefined) throw new SocketError(1_008)
    return found
  },
)

app.websocket(
  '/items/{item_id}/ws',
  {
    inputs: {
      itemId: path(z.string(), { name: 'item_id' }),
      q: query(z.int().optional()),
      cookieOrToken,
      socket: socket({ receives: text(), sends: text() }),
    },
  },
  async ({ itemId, q, cookieOrToken, socket }) => {
    for await (const data of socket) {
      await socket.send(`Session cookie or query token value is: ${cookieOrToken}`)
      if (q !== undefined) await socket.send(`Query parameter q is: ${q}`)
      await socket.send(`Message text was: ${data}, for item ID: ${itemId}`)
    }
  },
)
