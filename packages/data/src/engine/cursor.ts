import type { Rows, Runner, RunOptions, Statement } from './engine.ts'

/** How the rows of a cursor are fetched. */
export interface CursorOptions extends RunOptions {
  /** How many at a time; 500 if absent. */
  readonly batch?: number
}

let cursors = 0

/**
 * Runs a SELECT by a cursor of the server, on a connection with an open transaction, so that no more rows than one batch are
 * in memory on either side.
 *
 *     for await (const { rows } of streamByCursor(connection, { text: 'select * from events', values: [] })) …
 *
 * @see https://www.postgresql.org/docs/current/sql-declare.html
 */
export async function* streamByCursor(
  runner: Pick<Runner, 'run'>,
  statement: Statement,
  { batch = 500, signal }: CursorOptions = {},
): AsyncGenerator<Rows> {
  cursors += 1
  const cursor = `vivace_${cursors}`
  const declare = `declare ${cursor} no scroll cursor for ${statement.text}`
  await runner.run({ text: declare, values: statement.values }, { signal })
  const fetch = { text: `fetch forward ${batch} from ${cursor}`, values: [] }
  let isOpen = true
  try {
    for (;;) {
      // Not touched further when this fails: the transaction has ended the cursor.
      isOpen = false
      const rows = await runner.run(fetch, { signal })
      isOpen = true
      if (rows.rowCount > 0) yield rows
      if (rows.rowCount < batch) return
    }
  } finally {
    if (isOpen) await runner.run({ text: `close ${cursor}`, values: [] })
  }
}
