/**
 * The examples of type helpers in doc comments: `Helper<'in'>   // out`.
 *
 *     typeExamples(" *     Name<'/a/{b}'>   // 'b'")   // ["Name<'/a/{b}'>"]
 */
export function typeExamples(source: string): string[] {
  return [...source.matchAll(/^ +\* {5}([A-Z]\w*<.*>)\s+\/\/ /gm)].map(([, example = '']) => example)
}

/** The examples that no type test has, however it is wrapped. */
export function untestedExamples(examples: readonly string[], tests: readonly string[]): string[] {
  const plain = (text: string): string => text.replace(/[\s;,]/g, '')
  const tested = plain(tests.join('\n'))
  return examples.filter((example) => !tested.includes(`<${plain(example)}`))
}
