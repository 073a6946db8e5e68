import { skipQuoted } from './skip-quoted.ts'

/** One statement of a file of SQL. */
export interface SqlStatement {
  readonly text: string
  /** The line of the file that it begins at, from 1. */
  readonly line: number
}

/**
 * The statements of a text of SQL, without the semicolons between them. What is inside of strings, quoted names,
 * comments, dollar quotes and bodies of functions (`begin atomic … end`) does not end a statement.
 *
 *     splitStatements("create table a (b text);\ninsert into a values (';')")    // two statements, at the lines 1 and 2
 *
 * PostgreSQL would split a text by itself, but as one implicit transaction: some statements refuse that, and nobody
 * could say which of them has failed. The rules are those of its lexer, section 4.1 of its manual.
 */
export function splitStatements(sql: string): SqlStatement[] {
  const statements: SqlStatement[] = []
  const body = new FunctionBody()
  let start: number | undefined = undefined
  let at = 0
  let counted = { at: 0, line: 1 }
  const end = (): void => {
    if (start !== undefined) {
      counted = { at: start, line: counted.line + lineFeeds(sql.slice(counted.at, start)) }
      statements.push({ text: sql.slice(start, at).trimEnd(), line: counted.line })
    }
    start = undefined
    body.reset()
  }
  while (at < sql.length) {
    const isComment = sql.startsWith('--', at) || sql.startsWith('/*', at)
    const after = skipQuoted(sql, at)
    if (sql[at] === ';' && !body.isOpen) {
      end()
      at += 1
    } else if (after !== undefined) {
      if (!isComment) start ??= at
      at = after
    } else {
      const word = wordAt(sql, at)
      if (!/\s/.test(sql[at] ?? '')) start ??= at
      body.read(word)
      at += Math.max(word.length, 1)
    }
  }
  end()
  return statements
}

function lineFeeds(text: string): number {
  return text.split('\n').length - 1
}

const wordPattern = /[a-z_\u0080-\uffff][\w$\u0080-\uffff]*/iy

function wordAt(sql: string, at: number): string {
  wordPattern.lastIndex = at
  return wordPattern.exec(sql)?.[0] ?? ''
}

/** Whether we are in the body of a function that is written as SQL; psql finds its end in the same way. */
class FunctionBody {
  #words: string[] = []
  #depth = 0

  get isOpen(): boolean {
    return this.#depth > 0
  }

  reset(): void {
    this.#words = []
    this.#depth = 0
  }

  read(text: string): void {
    const word = text.toLowerCase()
    if (word === '') return
    if (this.#words.length < 4) this.#words.push(word)
    if (!this.#isRoutine()) return
    if (word === 'begin' || (word === 'case' && this.isOpen)) this.#depth += 1
    else if (word === 'end' && this.isOpen) this.#depth -= 1
  }

  /** `create [or replace] function` or `procedure`. */
  #isRoutine(): boolean {
    const [first, second, third, fourth] = this.#words
    const kind = second === 'or' && third === 'replace' ? fourth : second
    return first === 'create' && (kind === 'function' || kind === 'procedure')
  }
}
