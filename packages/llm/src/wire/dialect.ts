import type { ToldFailure } from './told-error.ts'

/** What a model of an endpoint understands. Endpoints do not say; they refuse, and then less is asked of them. */
export interface Dialect {
  /** How the form of an answer is asked for. */
  readonly format: 'json-schema' | 'json-object' | 'prompt'
  /** Whether usage can be asked for with a stream. */
  readonly hasStreamUsage: boolean
  /** OpenAI's models that reason know the second name alone, most other endpoints the first one alone. */
  readonly maxTokens: 'max_tokens' | 'max_completion_tokens'
}

/**
 * What is tried first with an endpoint.
 *
 *     firstDialect(new URL('https://api.openai.com/v1')).maxTokens    // 'max_completion_tokens'
 */
export function firstDialect({ hostname }: URL): Dialect {
  const isOpenAi = hostname === 'api.openai.com' || hostname.endsWith('.openai.azure.com')
  return {
    format: 'json-schema',
    hasStreamUsage: true,
    maxTokens: isOpenAi ? 'max_completion_tokens' : 'max_tokens',
  }
}

/** What has been asked, and refused. */
export interface RefusedRequest {
  readonly dialect: Dialect
  readonly hasFormat: boolean
  readonly failure: ToldFailure
}

/** Statuses with which endpoints refuse what they do not know. */
const refusals: ReadonlySet<number> = new Set([400, 404, 422, 500, 501])

const formatMembers = ['response_format', 'json_schema', 'json_object']

/** What to try after a refusal; `undefined` if it is not about a thing that can be left out. */
export function nextDialect({ dialect, hasFormat, failure }: RefusedRequest): Dialect | undefined {
  const { status, param, text } = failure
  if (!refusals.has(status)) return undefined
  // Who does not name the member says so in a sentence; it may repeat the prompt, so a name goes before it.
  const isAbout = (member: string): boolean => (param ?? text).includes(member)
  if (hasFormat && dialect.format !== 'prompt' && formatMembers.some(isAbout))
    return { ...dialect, format: dialect.format === 'json-schema' ? 'json-object' : 'prompt' }
  if (dialect.hasStreamUsage && isAbout('stream_options')) return { ...dialect, hasStreamUsage: false }
  if (dialect.maxTokens === 'max_tokens' && isAbout('max_tokens') && text.includes('max_completion_tokens'))
    return { ...dialect, maxTokens: 'max_completion_tokens' }
  return undefined
}
