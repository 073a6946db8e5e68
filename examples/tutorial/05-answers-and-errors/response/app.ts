import { App, body, reply, response } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region input
app.post(
  '/theme',
  { inputs: { theme: body(z.enum(['light', 'dark']), { embed: true }), response } },
  ({ theme, response }) => {
    response.cookie('theme', theme, { maxAge: 86_400 })
    response.header('x-theme', theme)
    return { theme }
  },
)
// #endregion

// #region reply
app.delete('/theme', { returns: { 204: null } }, () =>
  reply(204, undefined, { cookies: { theme: { value: '', options: { maxAge: 0 } } } }),
)
// #endregion
