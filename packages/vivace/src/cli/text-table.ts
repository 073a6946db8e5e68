/**
 * Rows as lines with aligned columns; columns that are empty below their heading are left out.
 *
 *     textTable([['METHOD', 'PATH'], ['GET', '/items']])    // 'METHOD  PATH\nGET     /items'
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const [heading = [], ...body] = rows
  const shown = heading.map((_, at) => at).filter((at) => body.some((row) => row[at] !== ''))
  const width = (at: number): number => Math.max(...rows.map((row) => row[at]?.length ?? 0))
  return rows
    .map((row) =>
      shown
        .map((at) => (row[at] ?? '').padEnd(width(at)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
