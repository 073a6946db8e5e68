/** What a label can be; numbers and truth values are written as texts. */
export type LabelValue = string | number | boolean

/**
 * The arguments that name a series: one record, or nothing where a metric has no labels.
 *
 *     LabelArguments<'operation' | 'status'>    // [labels: Readonly<Record<'operation' | 'status', LabelValue>>]
 *     LabelArguments<never>                     // []
 */
export type LabelArguments<Label extends string> = [Label] extends [never]
  ? []
  : [labels: Readonly<Record<Label, LabelValue>>]

/** Labels as the exposition format writes them: `method="GET",status="200"`. */
export function labelText(names: readonly string[], values: readonly string[]): string {
  return names.map((name, at) => `${name}="${escapeLabel(values[at] ?? '')}"`).join()
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
