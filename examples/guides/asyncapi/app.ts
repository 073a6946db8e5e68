import { apiKey, App, path, query, socket } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Kitchen', version: '1.0.0' })

// #region messages
const Start = z.object({ kind: z.literal('start'), recipe: z.string() }).meta({ id: 'Start' })
const Stop = z.object({ kind: z.literal('stop') }).meta({ id: 'Stop' })
const Progress = z
  .object({ step: z.int(), text: z.string() })
  .meta({ id: 'Progress', description: 'Sent for each step that is done.' })
// #endregion

// #region channel
const key = apiKey({ in: 'query', name: 'key' })

app.websocket(
  '/ovens/{ovenId}',
  {
    tags: ['Ovens'],
    summary: 'Bake',
    description: 'Start a recipe, and hear of every step.',
    operationId: 'bake',
    inputs: {
      ovenId: path(z.int(), { description: 'The number on its door.' }),
      from: query(z.int().default(1), { description: 'The first step that you want to hear of.' }),
      key,
      socket: socket({ receives: z.union([Start, Stop]), sends: Progress }),
    },
  },
  async ({ ovenId, from, socket }) => {
    for await (const message of socket) {
      if (message.kind === 'stop') return
      await socket.send({ step: from, text: `${message.recipe} is in oven ${ovenId}` })
    }
  },
)
// #endregion
