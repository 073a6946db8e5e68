import { App, path } from 'vivace'
import * as z from 'zod'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region rest
app.get('/files/{rest*}', { inputs: { rest: path(z.string()) } }, ({ rest }) => ({ rest }))
// #endregion

// #region parts
app.get(
  '/reports/{name}.{format}',
  { inputs: { name: path(z.string()), format: path(z.enum(['pdf', 'csv'])) } },
  ({ name, format }) => ({ name, format }),
)
// #endregion
