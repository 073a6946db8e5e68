/** A server in a plot. */
export interface Bar {
  readonly name: string
  /** Relative to the baseline, which is 1. */
  readonly lower: number
  readonly median: number
  readonly upper: number
}

/** What a plot shows. */
export interface Plot {
  readonly title: string
  /** In small print under the bars. */
  readonly note: string
  readonly bars: readonly Bar[]
  /** Whose bar stands out. */
  readonly own: string
}

const rowHeight = 24
const labelWidth = 150
const barWidth = 420
const valueWidth = 60
const top = 44
const bottom = 34

/**
 * A plot of bars as SVG, the longest first, with the quartiles as a thin line; it is legible on white and on
 * black.
 *
 *     plotBars({ title: 'W1', note: 'higher is better', own: 'vivace', bars: [{ name: 'raw', lower: 1, median: 1, upper: 1 }] })
 */
export function plotBars({ title, note, bars, own }: Plot): string {
  const sorted = [...bars].sort((one, other) => other.median - one.median)
  const most = Math.max(1, ...sorted.map(({ upper }) => upper))
  const width = labelWidth + barWidth + valueWidth
  const height = top + sorted.length * rowHeight + bottom
  const x = (ratio: number): number => round(labelWidth + (ratio / most) * barWidth)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}" font-family="system-ui, sans-serif" font-size="13" fill="#7d8590">`,
    `<text x="0" y="18" font-size="15" font-weight="600">${escape(title)}</text>`,
    ...sorted.map((bar, at) => row(bar, { y: top + at * rowHeight, x, isOwn: bar.name.startsWith(own) })),
    `<line x1="${x(1)}" y1="${top - 8}" x2="${x(1)}" y2="${height - bottom}" stroke="#7d8590" stroke-dasharray="3 3"/>`,
    `<text x="0" y="${height - 10}" font-size="11">${escape(note)}</text>`,
    '</svg>\n',
  ].join('\n')
}

/** Where a bar stands. */
interface Row {
  readonly y: number
  readonly x: (ratio: number) => number
  readonly isOwn: boolean
}

function row({ name, lower, median, upper }: Bar, { y, x, isOwn }: Row): string {
  const middle = y + 8
  const color = isOwn ? '#2da44e' : '#8c959f'
  return [
    `<text x="${labelWidth - 8}" y="${y + 12}" text-anchor="end"${isOwn ? ' font-weight="600"' : ''}>${escape(name)}</text>`,
    `<rect x="${labelWidth}" y="${y}" width="${round(x(median) - labelWidth)}" height="16" fill="${color}"/>`,
    `<line x1="${x(lower)}" y1="${middle}" x2="${x(upper)}" y2="${middle}" stroke="#24292f" stroke-width="2"/>`,
    `<text x="${round(x(Math.max(upper, median)) + 6)}" y="${y + 12}">${median.toFixed(2)}</text>`,
  ].join('')
}

const round = (value: number): number => Math.round(value * 10) / 10

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
