export type { ChatOptions, OfferedTool } from './chat-options.ts'
export {
  type AssistantMessage,
  type ContentPart,
  type Message,
  messagesOf,
  type Prompt,
  textOf,
  type ToolCall,
} from './message.ts'
export { promptBlock, type PromptBlock, promptBlocksIn } from './prompt-block.ts'
