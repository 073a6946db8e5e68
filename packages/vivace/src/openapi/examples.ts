import type { OpenApiExample } from './document.ts'

/** Examples as OpenAPI writes them: one as `example`, several by name. */
export function writeExamples(examples: readonly unknown[] | undefined): {
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, OpenApiExample>>
} {
  if (examples === undefined || examples.length === 0) return {}
  if (examples.length === 1) return { example: examples[0] }
  return { examples: Object.fromEntries(examples.map((value, at) => [`example${at + 1}`, { value }])) }
}
