/**
 * The texts of the files for some statements: those that may not run in a transaction have a file of their own.
 *
 *     migrationTexts(['create table a (b int);', 'create index concurrently c on a (b);'])    // two texts
 */
export function migrationTexts(statements: readonly string[]): string[] {
  const isConcurrent = (statement: string): boolean =>
    /^(?:create|drop) (?:unique )?index concurrently\b/i.test(statement)
  const others = statements.filter((statement) => !isConcurrent(statement))
  const concurrent = statements.filter(isConcurrent)
  return [
    ...(others.length === 0 ? [] : [textOf(others)]),
    ...(concurrent.length === 0 ? [] : [`-- vivace: no transaction\n${textOf(concurrent)}`]),
  ]
}

function textOf(statements: readonly string[]): string {
  return statements.map((statement) => `${statement.trim().replace(/;$/, '')};\n`).join('\n')
}
