// #region app
import { App } from 'vivace'
import { api } from './api.ts'

export const app = new App({ title: 'Users', version: '1.0.0' })
app.add(api)
// #endregion
