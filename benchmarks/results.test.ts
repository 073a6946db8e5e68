import { expect, it } from 'vitest'
import { withEntry } from './results.ts'

const page = `# Results

What was measured.

## 2026-11-20

![W1](w1.svg)

![W2](w2.svg)

| a |
| - |
| 1 |
`

it('puts what was measured last before what was measured before', () => {
  expect(withEntry(page, '\n## 2026-11-21\n\ntext\n')).toBe(`# Results

What was measured.

## 2026-11-21

text

${page.slice(page.indexOf('## 2026-11-20'))}`)
})

it('shows each plot with the run that has drawn it, and no other', () => {
  const [newest = '', older = ''] = withEntry(page, '## 2026-11-21\n\n![W1](w1.svg)').split(
    /(?=## 2026-11-20)/,
  )
  expect(newest).toContain('![W1](w1.svg)')
  expect(older).not.toContain('w1.svg')
  expect(older).toContain('![W2](w2.svg)\n\n| a |\n| - |\n| 1 |\n')
})

it('begins a page that has no results', () => {
  expect(withEntry('# Results\n\nWhat was measured.\n', '## 2026-11-21\n\ntext')).toBe(
    '# Results\n\nWhat was measured.\n\n## 2026-11-21\n\ntext\n',
  )
})
