import { App, path, singleton, socket, type Socket, text } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Chat', version: '1.0.0' })

// #region channel
const rooms = singleton({}, () => new Map<string, Set<Socket<string, string>>>())

app.websocket(
  '/rooms/{room}',
  {
    inputs: { room: path(z.string()), rooms, socket: socket({ receives: text(), sends: text() }) },
    maxMessageRate: 10,
    idleTimeout: '10m',
  },
  async ({ room, rooms, socket }) => {
    const members = rooms.get(room) ?? new Set()
    rooms.set(room, members.add(socket))
    try {
      for await (const line of socket) for (const member of members) void member.send(line)
    } finally {
      members.delete(socket)
      if (members.size === 0) rooms.delete(room)
    }
  },
)
// #endregion
