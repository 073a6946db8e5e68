import { HttpError } from 'vivace'
import type { ToolCall } from '../conversation/index.ts'
import type { Tool, ToolContext } from './tool.ts'

/** What the model is told of a call, and what went wrong. */
export interface ToolOutcome {
  readonly content: string
  readonly error: unknown
  readonly isError: boolean
}

/**
 * Calls a tool as the model wants it. Arguments that break the schema and tools that fail are told to the model; of an
 * error only what an `HttpError` tells everybody, for the rest may have secrets in it.
 *
 *     await runTool({ id: '1', name: 'weather', arguments: '{"city":"Rome"}' }, { tools, signal })
 *
 * Rejects with the reason of the signal alone.
 */
export async function runTool(
  { id, name, arguments: given }: ToolCall,
  { tools, signal }: { readonly tools: readonly Tool[]; readonly signal: ToolContext['signal'] },
): Promise<ToolOutcome> {
  const tool = tools.find((one) => one.name === name)
  if (tool === undefined) return refused(`There is no tool "${name}".`)
  let input: unknown
  try {
    input = JSON.parse(given)
  } catch {
    return refused('The arguments are not JSON.')
  }
  const verdict = await tool.input['~standard'].validate(input)
  if (verdict.issues !== undefined) return refused(`The arguments are wrong: ${listed(verdict.issues)}`)
  try {
    // The schema has accepted it, and `run` takes what the schema makes.
    const result = await tool.run(verdict.value as never, { id, signal })
    return { content: told(result), error: undefined, isError: false }
  } catch (error) {
    signal?.throwIfAborted()
    const said = error instanceof HttpError ? (error.detail ?? error.title) : undefined
    return { content: said ?? 'The tool has failed.', error, isError: true }
  }
}

const refused = (content: string): ToolOutcome => ({ content, error: undefined, isError: true })

function told(result: unknown): string {
  if (typeof result === 'string') return result
  // `undefined` has no JSON.
  const text: string | undefined = JSON.stringify(result)
  return text ?? 'Done.'
}

function listed(
  issues: readonly {
    readonly message: string
    readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
  }[],
): string {
  const places = issues.slice(0, 10).map(({ path = [], message }) => {
    const parts = path.map((part) => String(typeof part === 'object' ? part.key : part))
    return parts.length === 0 ? message : `${parts.join('.')}: ${message}`
  })
  return places.join('; ')
}
