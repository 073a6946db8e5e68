import { App, path, socket } from 'vivace'
import * as z from 'zod'

const app = new App({ title: 'Chat', version: '1.0.0' })

app.websocket('/rooms/{room}', { inputs: { name: path(z.string()), socket: socket() } }, () => undefined)
