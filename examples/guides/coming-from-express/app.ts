import { App, apiKey, body, defineError, dependency, path, reply, Router } from 'vivace'
import * as z from 'zod'

const Note = z.object({ id: z.int(), text: z.string().max(500) })
const stored = new Map([[1, { id: 1, text: 'Buy milk' }]])

// #region route
const NoNote = defineError({ status: 404, code: 'no-note', title: 'There is no such note' })
const notes = new Router({ prefix: '/notes' })

notes.get('/{id}', { inputs: { id: path(z.int()) }, returns: Note, errors: [NoNote] }, async ({ id }) => {
  const note = stored.get(id)
  if (note === undefined) throw new NoNote()
  return note
})
// #endregion

// #region user
const KeyUnknown = defineError({ status: 401, code: 'key-unknown', title: 'The key is not known' })

const user = dependency(
  { key: apiKey({ in: 'header', name: 'x-key' }) },
  ({ key }) => {
    if (key !== 'key-of-ana') throw new KeyUnknown()
    return { name: 'Ana' }
  },
  { errors: [KeyUnknown] },
)

notes.post(
  '',
  { inputs: { user, note: body(Note.pick({ text: true })) }, status: 201 },
  ({ user, note }) => ({ by: user.name, ...note }),
)
// #endregion

// #region app
class OutOfPaper extends Error {}

export const app = new App({
  title: 'Notes',
  version: '1.0.0',
  middleware: [
    async (_exchange, next) => {
      const answer = await next()
      answer.set('x-served-by', 'notes')
      return answer
    },
  ],
})

app.include(notes)
app.onError(OutOfPaper, () => reply(503, { detail: 'Try again tomorrow.' }))
// #endregion

app.get('/print', {}, () => {
  throw new OutOfPaper()
})
