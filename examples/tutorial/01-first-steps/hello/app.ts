// #region app
import { App } from 'vivace'

export const app = new App({ title: 'Shop', version: '1.0.0' })

app.get('/', {}, () => ({ message: 'Hello' }))
// #endregion
