import type { ContentPart, Message } from '../conversation/index.ts'
import type { AnswerFormat, ChatRequest, ToolDefinition } from '../providers/index.ts'
import type { Dialect } from './dialect.ts'

/**
 * The body of a request to `/chat/completions`; what is `undefined` is not sent.
 *
 *     chatBody({ model: 'gpt-4o-mini', messages }, dialect)
 *
 * @see https://platform.openai.com/docs/api-reference/chat/create
 */
export function chatBody(request: ChatRequest, dialect: Dialect): Record<string, unknown> {
  const { format, tools } = request
  const isAsked = format !== undefined && dialect.format !== 'json-schema'
  const messages = isAsked ? withInstruction(request.messages, instructionFor(format)) : request.messages
  return {
    model: request.model,
    messages: messages.map(wireMessage),
    temperature: request.temperature,
    top_p: request.topP,
    [dialect.maxTokens]: request.maxTokens,
    stop: request.stop,
    seed: request.seed,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
    reasoning_effort: request.reasoningEffort,
    tools: tools?.map(wireTool),
    tool_choice: tools === undefined ? undefined : request.toolChoice,
    response_format: responseFormat(format, dialect),
    ...request.extra,
  }
}

/** The members that make an answer a stream. */
export function streamMembers({ hasStreamUsage }: Dialect): Record<string, unknown> {
  return { stream: true, ...(hasStreamUsage ? { stream_options: { include_usage: true } } : {}) }
}

function wireMessage(message: Message): Record<string, unknown> {
  if (message.role === 'tool')
    return { role: 'tool', tool_call_id: message.toolCallId, content: message.content }
  if (message.role === 'user' && typeof message.content !== 'string')
    return { role: 'user', content: message.content.map(wirePart) }
  if (message.role !== 'assistant' || message.toolCalls === undefined)
    return { role: message.role, content: message.content }
  const calls = message.toolCalls.map(({ id, name, arguments: given }) => ({
    id,
    type: 'function',
    function: { name, arguments: given },
  }))
  return { role: 'assistant', content: message.content === '' ? null : message.content, tool_calls: calls }
}

function wirePart(part: ContentPart): Record<string, unknown> {
  if (part.type === 'text') return { type: 'text', text: part.text }
  return { type: 'image_url', image_url: { url: part.url, detail: part.detail } }
}

function wireTool({ name, description, parameters }: ToolDefinition): Record<string, unknown> {
  return { type: 'function', function: { name, description, parameters } }
}

function responseFormat(format: AnswerFormat | undefined, dialect: Dialect): object | undefined {
  if (format === undefined || dialect.format === 'prompt') return undefined
  if (dialect.format === 'json-object') return { type: 'json_object' }
  const { name, description, schema, isStrict } = format
  return { type: 'json_schema', json_schema: { name, description, schema, strict: isStrict } }
}

function instructionFor({ schema }: AnswerFormat): string {
  return `Answer with one JSON value and nothing else. It has to match this JSON Schema:\n${JSON.stringify(schema)}`
}

/** Joined to the message of the system that is there: many models take one, and only at the beginning. */
function withInstruction(messages: readonly Message[], instruction: string): readonly Message[] {
  const [first, ...rest] = messages
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n\n${instruction}` }, ...rest]
    : [{ role: 'system', content: instruction }, ...messages]
}
