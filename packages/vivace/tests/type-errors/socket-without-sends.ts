import { App, socket, text } from 'vivace'

const app = new App({ title: 'Chat', version: '1.0.0' })

app.websocket('/chat', { inputs: { socket: socket({ receives: text() }) } }, async ({ socket }) => {
  await socket.send('hello')
})
