import { expect, it } from 'vitest'
import { escapeHtml } from './escape-html.ts'

it('escapes what ends an element, an attribute or an entity, and nothing else', () => {
  expect(escapeHtml(`<a href="x" b='y'>Ä & Ö</a>`)).toBe(
    '&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;Ä &amp; Ö&lt;/a&gt;',
  )
})
