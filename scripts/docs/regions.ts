const marker = /^\s*\/\/ #(region|endregion)\b *(\S*)/

/**
 * The code of a region of a file, without the markers of regions and without common indentation; the whole
 * file if no region is named; `undefined` if there is no such region.
 *
 *     extractRegion('// #region a\n  one()\n// #endregion a', 'a')   // 'one()'
 */
export function extractRegion(source: string, name?: string): string | undefined {
  const lines = source.trimEnd().split('\n')
  if (name === undefined) return dedent(lines)
  const start = lines.findIndex((line) => isMarker(line, 'region', name))
  if (start < 0) return undefined
  const end = closingLine(lines, start, name)
  return end === undefined ? undefined : dedent(lines.slice(start + 1, end))
}

/** The end is the marker of the same name, or the nameless one at the same depth. */
function closingLine(lines: readonly string[], start: number, name: string): number | undefined {
  let depth = 1
  for (let at = start + 1; at < lines.length; at++) {
    const [, kind, label] = marker.exec(lines[at] ?? '') ?? []
    if (kind === 'endregion' && label === name) return at
    if (kind === 'region') depth++
    if (kind === 'endregion' && --depth === 0) return at
  }
  return undefined
}

const isMarker = (line: string, kind: string, name: string): boolean => {
  const [, found, label] = marker.exec(line) ?? []
  return found === kind && label === name
}

function dedent(lines: readonly string[]): string {
  const code = lines.filter((line) => !marker.test(line))
  const indents = code.filter((line) => line.trim() !== '').map((line) => line.search(/\S/))
  const indent = Math.min(...indents, 110)
  return code
    .map((line) => line.slice(indent))
    .join('\n')
    .replace(/^\n+|\n+$/g, '')
}
