import { Parser } from '@asyncapi/parser'

/** What AsyncAPI's own parser finds wrong with a document: `error: … (#/channels/…)`. */
export async function parseDocument(document: unknown): Promise<readonly string[]> {
  const { diagnostics } = await new Parser().parse(JSON.stringify(document))
  const levels = ['error', 'warning', 'information', 'hint']
  return diagnostics.map(
    ({ severity, message, path }) => `${levels[severity] ?? ''}: ${message} (#/${path.join('/')})`,
  )
}
