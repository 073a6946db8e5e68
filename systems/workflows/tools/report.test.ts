import { describe, expect, it } from 'vitest'
import type { Source } from '../models/results.ts'
import { writeReport } from './report.ts'

const source: Source = {
  tool: 'tavily',
  title: 'A <b>title</b>',
  url: 'https://example.org/a?b="c"',
  authors: ['Ada', 'Grace', 'Edsger', 'Barbara'],
  published_at: '2024-05-01T00:00:00.000Z',
  summary: '',
  pdf_url: null,
  primary_category: null,
  score: null,
}

const html = (text: string, sources: Source[] = [source]): string =>
  writeReport({ topic: 'T & <i>', text, sources }, 'html')

describe('writeReport()', () => {
  it('writes Markdown with a list of sources', () => {
    expect(writeReport({ topic: 'A\ntopic', text: 'Text [1].', sources: [source] }, 'markdown')).toBe(
      '# A topic\n\nText [1].\n\n## Sources\n\n1. A <b>title</b> (Ada, Grace, Edsger, et al., 2024)\n   <https://example.org/a?b="c">\n',
    )
  })

  it('leaves a title to a text that has one', () => {
    const text = '# Own title\n\nText.'
    expect(writeReport({ topic: 'T', text, sources: [] }, 'markdown')).toBe(`${text}\n`)
    expect(html(text, []).match(/<h1>/g)?.length).toBe(1)
  })

  it('writes JSON', () => {
    const report = { topic: 'A', text: 'Text', sources: [source] }
    expect(JSON.parse(writeReport(report, 'json'))).toEqual(report)
  })

  it('writes HTML in which Markdown is markup, and citations lead to the sources', () => {
    const page = html('## Part\n\nText [1] and **more** [1, 2].', [source, source])
    expect(page).toContain('<h2>Part</h2>')
    expect(page).toContain('Text [<a href="#source-1">1</a>] and <strong>more</strong>')
    expect(page).toContain('[<a href="#source-1">1</a>, <a href="#source-2">2</a>]')
    expect(page).toContain('<li id="source-2">')
  })

  it('escapes title, sources and text', () => {
    const page = html('<script>alert(1)</script> <img src=x onerror=alert(1)>')
    expect(page).toContain('<title>T &amp; &lt;i&gt;</title>')
    expect(page).toContain('A &lt;b&gt;title&lt;/b&gt;')
    expect(page).toContain('href="https://example.org/a?b=&quot;c&quot;"')
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toMatch(/<script|<img|onerror=alert\(1\)>/)
  })

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](data:text/html,<script>)',
    '[x](vbscript:a)',
  ])('makes no link of %s', (text) => {
    expect(html(text, [])).not.toContain('<a ')
  })

  it('takes no attribute for a citation', () => {
    expect(html('[x](https://example.org "[1]")')).toContain('title="[1]"')
  })

  it('fetches no pictures', () => {
    expect(html('![x](https://evil.example/pixel.png)')).not.toContain('<img')
  })

  it('gives a source no link whose address is none of the web', () => {
    expect(html('', [{ ...source, url: 'javascript:alert(1)' }])).not.toContain('href="javascript')
  })
})
