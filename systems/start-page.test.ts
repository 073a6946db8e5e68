import { expect, it } from 'vitest'
import { startPage } from './start-page.ts'

it('writes what it is given as text, never as markup', () => {
  const { html } = startPage([
    { path: '/x"y', title: '<b>A & B</b>', summary: '<script>alert(1)</script>', example: '/a?b="c"&d=<e>' },
  ])
  expect(html).toContain('<h3>&lt;b&gt;A &amp; B&lt;/b&gt;</h3>')
  expect(html).toContain('href="x&quot;y/a?b=&quot;c&quot;&amp;d=&lt;e&gt;"')
  expect(html).not.toMatch(/<b>|<script|<e>/)
})

it('lists every system once, in order', () => {
  const list = ['one', 'two'].map((name) => ({ path: `/${name}`, title: name, summary: name, example: '/' }))
  expect([...startPage(list).html.matchAll(/<h3>([^<]+)<\/h3>/g)].map(([, title]) => title)).toEqual([
    'one',
    'two',
  ])
})
