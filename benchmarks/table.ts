/**
 * A Markdown table whose columns are aligned, so that it can be read on a terminal as well. The first column
 * is text, the others are numbers and stand to the right.
 *
 *     table(['server', 'requests/s'], [['raw', '21,340']])
 *     // | server | requests/s |
 *     // | ------ | ---------: |
 *     // | raw    |     21,340 |
 */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => [...(row[column] ?? '')].length)),
  )
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => fill(cells[column] ?? '', width, column)).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n')
}

function fill(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}
