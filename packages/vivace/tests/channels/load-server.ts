import { App, silentLogger, singleton, socket, text } from '../../src/index.ts'
import { serve } from '../../src/node/index.ts'

/** A program that serves an echo, and tells how much memory it takes and how many sockets it has. */
const app = new App({ title: 'Load', version: '1', log: silentLogger, channels: { pingInterval: '1s' } })
const open = singleton({}, () => new Set<object>())

app.websocket(
  '/echo',
  { inputs: { open, line: socket({ receives: text(), sends: text() }) } },
  async ({ open, line }) => {
    open.add(line)
    try {
      for await (const said of line) await line.send(said)
    } finally {
      open.delete(line)
    }
  },
)
app.get('/state', { inputs: { open } }, ({ open }) => {
  globalThis.gc?.()
  return { sockets: open.size, rss: process.memoryUsage.rss(), pid: process.pid }
})

const server = await serve(app, { port: 0, host: '127.0.0.1', announce: false })
process.stdout.write(`${server.port}\n`)
