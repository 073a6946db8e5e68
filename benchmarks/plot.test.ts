import { describe, expect, it } from 'vitest'
import { plotBars } from './plot.ts'

const bar = (
  name: string,
  median: number,
): { name: string; lower: number; median: number; upper: number } => ({
  name,
  lower: median - 0.1,
  median,
  upper: median + 0.1,
})

describe('plotBars', () => {
  it('shows every server, the fastest first, as long as its ratio says', () => {
    const svg = plotBars({
      title: 'W1 <a> & "b"',
      note: 'higher is better',
      bars: [bar('express', 0.5), bar('raw', 0.9), bar('vivace', 0.7)],
      own: 'vivace',
    })
    expect(svg.match(/(?<=text-anchor="end"[^>]*>)[^<]+/g)).toEqual(['raw', 'vivace', 'express'])
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map(([, width]) => Number(width))
    expect(widths.map((width) => Math.round(width / 42))).toEqual([9, 7, 5])
    expect(svg).toContain('W1 &lt;a> &amp; &quot;b&quot;')
    expect(svg.match(/#2da44e/g)).toHaveLength(1)
  })

  it('fits what is faster than the baseline', () => {
    const svg = plotBars({
      title: 'W1',
      note: '',
      bars: [bar('bun-serve', 2.4), bar('raw', 1)],
      own: 'vivace',
    })
    const [, width] = /viewBox="0 0 (\d+) /.exec(svg) ?? []
    const ends = [...svg.matchAll(/x2="([\d.]+)"/g)].map(([, end]) => Number(end))
    expect(Math.max(...ends)).toBeLessThan(Number(width))
  })
})
