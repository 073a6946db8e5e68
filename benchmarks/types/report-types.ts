import type { CompletionTime } from './completion.ts'
import type { CompileCost } from './compile-app.ts'

/** One line of the table of compiling: an app of so many routes under one compiler. */
export interface CompileRow {
  readonly app: string
  readonly compiler: string
  readonly routes: number
  readonly cost: CompileCost | undefined
}

/** One line of the table of editors. */
export interface EditorRow {
  readonly server: string
  readonly routes: number
  readonly time: CompletionTime
}

/**
 * The tables as Markdown. An app that does not compile within the limits of its compiler has a dash.
 *
 *     compileTable([{ app: 'vivace', compiler: 'TypeScript 7.0.2', routes: 100, cost }])
 */
export function compileTable(rows: readonly CompileRow[]): string {
  const lines = rows.map(({ app, compiler, routes, cost }) =>
    cells(
      app,
      compiler,
      String(routes),
      cost?.instantiations.toLocaleString('en') ?? '–',
      cost === undefined ? '–' : (cost.instantiations / routes).toFixed(0),
      cost?.seconds.toFixed(2) ?? '–',
      cost === undefined ? '–' : String(cost.megabytes),
    ),
  )
  return [
    cells('app', 'compiler', 'routes', 'instantiations', 'for each route', 'check, s', 'memory, MB'),
    '| --- | --- | --: | --: | --: | --: | --: |',
    ...lines,
  ].join('\n')
}

/** The time from a key to the list of members, in milliseconds. */
export function editorTable(rows: readonly EditorRow[]): string {
  const lines = rows.map(({ server, routes, time }) =>
    cells(server, String(routes), time.first.toFixed(0), time.median.toFixed(0), time.slowest.toFixed(0)),
  )
  return [
    cells('language server', 'routes', 'first, ms', 'median, ms', 'slowest, ms'),
    '| --- | --: | --: | --: | --: |',
    ...lines,
  ].join('\n')
}

const cells = (...texts: readonly string[]): string => `| ${texts.join(' | ')} |`
