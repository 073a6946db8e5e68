/** A part of what a user says: text, or a picture by its URL (`https:` or `data:`). */
export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly url: string; readonly detail?: 'auto' | 'low' | 'high' }

/** What the model wants to be called: a tool by its name, with arguments as the model wrote them. */
export interface ToolCall {
  /** What the answer of the tool refers to. */
  readonly id: string
  readonly name: string
  /** JSON, as the model wrote it; it may break the tool's schema, or not be JSON at all. */
  readonly arguments: string
}

/** What the model has said. */
export interface AssistantMessage {
  readonly role: 'assistant'
  readonly content: string
  readonly toolCalls?: readonly ToolCall[]
}

/**
 * One message of a conversation.
 *
 *     const messages: Message[] = [
 *       { role: 'system', content: 'Answer in one sentence.' },
 *       { role: 'user', content: 'What is a monad?' },
 *     ]
 */
export type Message =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string | readonly ContentPart[] }
  | AssistantMessage
  | { readonly role: 'tool'; readonly toolCallId: string; readonly content: string }

/** What a model is asked: a text, which is one message of the user, or a whole conversation. */
export type Prompt = string | readonly Message[]

/**
 * The messages of a prompt, after those of `system`.
 *
 *     messagesOf('Hello', 'Be brief.').map(({ role }) => role)    // ['system', 'user']
 */
export function messagesOf(prompt: Prompt, system?: string): readonly Message[] {
  const asked: readonly Message[] = typeof prompt === 'string' ? [{ role: 'user', content: prompt }] : prompt
  return system === undefined ? asked : [{ role: 'system', content: system }, ...asked]
}

/**
 * The text of a message; pictures are left out.
 *
 *     textOf({ role: 'user', content: [{ type: 'text', text: 'Hello' }] })    // 'Hello'
 */
export function textOf({ content }: Message): string {
  if (typeof content === 'string') return content
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n')
}
