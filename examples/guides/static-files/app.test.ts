import { describe, expect, it } from 'vitest'
import { testClient } from 'vivace/testing'
import { app } from './app.ts'

const html = { accept: 'text/html' }
const signedIn = { authorization: 'Bearer ana' }

describe('the guide to static files', () => {
  it('serves the folder', async () => {
    await using client = await testClient(app)
    const answer = await client.get('/static/style.css')
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8'])
  })

  it('serves the front end and its routes, and leaves the API alone', async () => {
    await using client = await testClient(app)
    const home = await client.get('/', { headers: html })
    expect(home.text()).toContain('<title>Shop</title>')
    expect((await client.get('/orders/7', { headers: html })).text()).toBe(home.text())
    expect((await client.get('/assets/app-old.js', { headers: html })).status).toBe(404)
    const script = await client.get('/assets/app-4f2c.js')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await client.get('/api/items')).json()).toEqual([{ id: 1, name: 'Cup' }])
    expect((await client.post('/api/items')).status).toBe(405)
  })

  it('answers an invoice to who may see it, in parts as well', async () => {
    await using client = await testClient(app)
    expect((await client.get('/api/invoices/7')).status).toBe(401)
    const answer = await client.get('/api/invoices/7', { headers: signedIn })
    expect(answer.text()).toContain('invoice 7')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="invoice-7.pdf"')
    const part = await client.get('/api/invoices/7', { headers: { ...signedIn, range: 'bytes=0-3' } })
    expect([part.status, part.text()]).toEqual([206, '%PDF'])
    expect((await client.get('/api/invoices/8', { headers: signedIn })).status).toBe(404)
  })

  it('answers no file that is not in the folder', async () => {
    await using client = await testClient(app)
    const read = async (name: string): Promise<number> =>
      (await client.get(`/api/invoices/by-name/${name}`, { headers: signedIn })).status
    expect(await read('7.pdf')).toBe(200)
    expect(await read('app.ts')).toBe(404)
  })
})
