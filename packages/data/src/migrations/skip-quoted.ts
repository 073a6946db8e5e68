/**
 * Where something ends that is quoted or commented out and begins here; `undefined` if nothing does.
 *
 *     skipQuoted("';' more", 0)    // 3
 *
 * What has no end ends with the text: PostgreSQL says better what is wrong with it.
 */
export function skipQuoted(sql: string, at: number): number | undefined {
  const two = sql.slice(at, at + 2)
  if (two === '--') return after(sql, '\n', at)
  if (two === '/*') return afterComment(sql, at)
  const first = sql[at]
  if (first === "'") return afterQuote(sql, at, { hasEscapes: isEscapeString(sql, at) })
  if (first === '"') return afterQuote(sql, at, { hasEscapes: false })
  return first === '$' ? afterDollars(sql, at) : undefined
}

function after(sql: string, end: string, at: number): number {
  const found = sql.indexOf(end, at)
  return found < 0 ? sql.length : found + end.length
}

/** Comments of this kind are nested. */
function afterComment(sql: string, start: number): number {
  let depth = 0
  let at = start
  while (at < sql.length) {
    const two = sql.slice(at, at + 2)
    if (two === '/*') depth += 1
    else if (two === '*/') depth -= 1
    at += two === '/*' || two === '*/' ? 2 : 1
    if (depth === 0) return at
  }
  return sql.length
}

/** A quote that is doubled is two strings for us, one after the other. */
function afterQuote(sql: string, start: number, { hasEscapes }: { readonly hasEscapes: boolean }): number {
  const quote = sql[start]
  for (let at = start + 1; at < sql.length; at += 1) {
    if (hasEscapes && sql[at] === '\\') at += 1
    else if (sql[at] === quote) return at + 1
  }
  return sql.length
}

/** `E'…'`: backslashes escape. */
function isEscapeString(sql: string, at: number): boolean {
  return /e/i.test(sql[at - 1] ?? '') && !isInWord(sql[at - 2])
}

const dollarTag = /\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/iy

function afterDollars(sql: string, at: number): number | undefined {
  if (isInWord(sql[at - 1])) return undefined // a$b is a name, $1 a parameter
  dollarTag.lastIndex = at
  const tag = dollarTag.exec(sql)?.[0]
  return tag === undefined ? undefined : after(sql, tag, at + tag.length)
}

function isInWord(character: string | undefined): boolean {
  return character !== undefined && /[\w$\u0080-\uffff]/.test(character)
}
