import { describe, expect, it } from 'vitest'
import { testApp } from '../../tests/fixtures/test-app.ts'
import type { PlainRouteOptions } from '../operations/route.ts'
import { testClient, type TestAnswer } from '../testing/index.ts'
import { html } from './html.ts'
import { redirect, type RedirectOptions } from './redirect.ts'
import { text, textOf } from './text.ts'

async function answerOf(options: PlainRouteOptions, handler: () => unknown): Promise<TestAnswer> {
  const { app } = testApp()
  app.add({ method: 'POST', path: '/', '~vivace': { options, handler } })
  await using client = await testClient(app)
  return client.post('/')
}

describe('text(), html() and textOf()', () => {
  it.each([
    ['text/plain; charset=utf-8', text()],
    ['text/html; charset=utf-8', html()],
    ['text/csv', textOf('text/csv')],
  ])('declare %s', async (type, kind) => {
    const answer = await answerOf({ returns: kind }, () => 'ñ<&>')
    expect([answer.status, answer.text(), answer.headers.get('content-type')]).toEqual([200, 'ñ<&>', type])
  })

  it('answer with headers and cookies of their own', async () => {
    const options = {
      headers: { 'x-a': ['1', '2'] },
      cookies: { a: { value: 'b', options: { path: '/x' } } },
    }
    const answer = await answerOf({ returns: text() }, () => text('a', options))
    expect(answer.headers.get('x-a')).toBe('1, 2')
    expect(answer.headers.getSetCookie()).toEqual(['a=b; Path=/x; HttpOnly; Secure; SameSite=Lax'])
  })

  it('may name a closer media type in a reply', async () => {
    const answer = await answerOf({ returns: text() }, () =>
      text('a', { headers: { 'Content-Type': 'text/markdown' } }),
    )
    expect(answer.headers.get('content-type')).toBe('text/markdown')
  })

  it('are empty texts too', async () => {
    expect((await answerOf({ returns: text() }, () => '')).status).toBe(200)
    expect((await answerOf({}, () => html(''))).headers.get('content-type')).toBe('text/html; charset=utf-8')
  })

  it.each([undefined, null, 5, {}])('answer 500 for what is no text: %j', async (value) => {
    expect((await answerOf({ returns: text() }, () => value)).status).toBe(500)
  })
})

describe('redirect()', () => {
  it('leads to a path of ours with 307, or as it is told', async () => {
    const plain = await answerOf({ returns: redirect() }, () => redirect('/items/7?a=b#c'))
    expect([plain.status, plain.headers.get('location'), plain.text()]).toEqual([307, '/items/7?a=b#c', ''])
    const see = await answerOf({ returns: redirect() }, () => redirect('/orders/7', { status: 303 }))
    expect([see.status, see.headers.get('location')]).toEqual([303, '/orders/7'])
  })

  it.each([
    ['/', '/'],
    ['/a b', '/a%20b'],
    ['/ñ?q=€', '/%C3%B1?q=%E2%82%AC'],
    ['/login?next=%2Fitems%3Fa%3D1', '/login?next=%2Fitems%3Fa%3D1'],
    ['/100%25', '/100%25'],
    ['/a"<>`{|}^', '/a%22%3C%3E%60%7B%7C%7D%5E'],
    ["/!$&'()*+,;=:@-._~[]", "/!$&'()*+,;=:@-._~[]"],
    ['/😀', '/%F0%9F%98%80'],
    ['?page=2', '?page=2'],
    ['#top', '#top'],
    ['/a//b', '/a//b'],
    ['/%09/evil.example', '/%09/evil.example'],
  ])('encodes %j once: %s', (location, expected) => {
    expect(redirect(location).options.headers).toEqual({ location: expected })
  })

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    ' https://evil.example',
    'https://evil.example',
    'HTTPS://evil.example',
    'http:evil.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'blob:https://test/1',
    'vbscript:x',
    'evil.example',
    'items/7',
    '../admin',
    '',
    '/\u0000',
    '/\ud800',
    '/a\r\nset-cookie: b=c',
  ])('refuses %j', (location) => {
    expect(() => redirect(location)).toThrow(TypeError)
  })

  const allowOrigins = ['https://accounts.example.org']

  it.each([
    ['https://accounts.example.org/login?a=%2F', 'https://accounts.example.org/login?a=%2F'],
    ['https://accounts.example.org', 'https://accounts.example.org/'],
    ['https://accounts.example.org:443/ñ', 'https://accounts.example.org/%C3%B1'],
    ['https:accounts.example.org/x', 'https://accounts.example.org/x'],
  ])('leads to an origin that is allowed: %s', (location, expected) => {
    expect(redirect(location, { allowOrigins }).options.headers).toEqual({ location: expected })
  })

  it.each([
    'https://accounts.example.org@evil.example/',
    'https://accounts.example.org.evil.example/',
    'https://evil.example/https://accounts.example.org',
    'http://accounts.example.org/',
    'https://accounts.example.org:444/',
    'https://accounts.example.org\\@evil.example',
    '//accounts.example.org/',
  ])('leads to no other because one is allowed: %s', (location) => {
    expect(() => redirect(location, { allowOrigins })).toThrow(TypeError)
  })

  it('has a status that is a redirect, for the compiler', () => {
    // @ts-expect-error 200 redirects nobody.
    const options: RedirectOptions = { status: 200 }
    expect(options.status).toBe(200)
  })

  it('to a place that a client may not choose is a fault of ours: 500, and no Location', async () => {
    const answer = await answerOf({ returns: redirect() }, () => redirect('//evil.example'))
    expect([answer.status, answer.headers.get('location')]).toEqual([500, null])
  })
})
