/** The columns that a violated constraint is about, and their table. */
export interface ViolatedColumns {
  readonly table: string | undefined
  readonly columns: string[]
}

/**
 * Reads which columns an error of the database is about. Their values stand beside them in its `detail`, and are left there.
 *
 *     violatedColumns(error)    // 'Key (tenant_id, email)=(7, a@b.co) already exists.' → ['tenant_id', 'email']
 *
 * PostgreSQL has no field for them in its answer, and translates the sentence; the form `(columns)=(values)` is the same in
 * every language. It leaves the sentence out where the user may not read the columns; then there are none.
 */
export function violatedColumns(error: unknown): ViolatedColumns {
  // Of `pg` and of PGlite alike, texts where they are there.
  const { table, detail, column } = error as Readonly<Record<string, unknown>>
  const named = typeof table === 'string' ? table : undefined
  if (typeof column === 'string') return { table: named, columns: [column] }
  const listed = typeof detail === 'string' ? listedIn(detail) : undefined
  return { table: named, columns: listed === undefined ? [] : splitColumns(listed).map(unquoted) }
}

function listedIn(detail: string): string | undefined {
  const start = detail.indexOf('(') + 1
  const end = detail.indexOf(')=(', start + 1)
  return start === 0 || end === -1 ? undefined : detail.slice(start, end)
}

/** At the commas that are in no brackets and in no quotes: `lower(a, b), "c,d"`. */
function splitColumns(list: string): string[] {
  const columns: string[] = []
  let [depth, isQuoted, start] = [0, false, 0]
  for (let at = 0; at < list.length; at += 1) {
    const character = list[at]
    if (character === '"') isQuoted = !isQuoted
    else if (isQuoted) continue
    else if (character === '(') depth += 1
    else if (character === ')') depth -= 1
    else if (character === ',' && depth === 0) {
      columns.push(list.slice(start, at))
      start = at + 1
    }
  }
  columns.push(list.slice(start))
  return columns
}

/**
 * The column of `"eMail"`, of `email::text` and of `lower(email)`: an index over an expression is for its user one over the
 * column in it.
 */
function unquoted(column: string): string {
  const plain = column.trim().replaceAll('::text', '')
  const inside = /^\w+\((.*)\)$/.exec(plain)?.[1] ?? plain
  return inside.replace(/^\(|\)$/g, '').replace(/^"(.*)"$/, '$1')
}
