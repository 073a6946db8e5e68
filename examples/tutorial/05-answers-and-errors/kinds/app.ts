import { App, html, redirect, text } from 'vivace'

export const app = new App({ title: 'Shop', version: '1.0.0' })

// #region app
app.get('/robots.txt', { returns: text() }, () => 'User-agent: *\nDisallow: /')

app.get('/', { returns: html() }, () => '<h1>Shop</h1>')

app.post('/orders', { returns: redirect() }, () => redirect('/orders/7', { status: 303 }))
// #endregion
