import { accepts, acceptsLanguage, App, body, content, prefer, reply, response, text } from 'vivace'
import * as z from 'zod'

const Item = z.object({ id: z.int(), name: z.string() })
const items = [
  { id: 1, name: 'Cup' },
  { id: 2, name: 'Plate, large' },
]

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region formats
app.get(
  '/items',
  {
    inputs: { format: accepts(['application/json', 'text/csv']) },
    returns: content({ 'application/json': z.array(Item), 'text/csv': text() }),
  },
  ({ format }) => (format === 'text/csv' ? content(format, csvOf(items)) : content(format, items)),
)
// #endregion

function csvOf(rows: readonly z.infer<typeof Item>[]): string {
  const lines = rows.map(({ id, name }) => `${id},"${name.replaceAll('"', '""')}"`)
  return ['id,name', ...lines, ''].join('\r\n')
}

// #region language
const greetings = { en: 'Hello', es: 'Hola' }

app.get(
  '/greeting',
  { inputs: { language: acceptsLanguage(['en', 'es']), response }, returns: text() },
  ({ language, response }) => {
    response.header('content-language', language)
    return greetings[language]
  },
)
// #endregion

// #region prefer
app.post(
  '/items',
  { inputs: { item: body(Item), preferences: prefer() }, returns: { 201: Item, 204: null } },
  ({ item, preferences }) => {
    items.push(item)
    if (preferences.return !== 'minimal') return reply(201, item)
    preferences.applied('return')
    return reply(204)
  },
)
// #endregion

// #region async
app.post('/reports', { inputs: { preferences: prefer() } }, ({ preferences }) => {
  if (!preferences.respondAsync) return { total: items.length }
  preferences.applied('respond-async')
  return reply(202, { status: '/reports/1' })
})
// #endregion
