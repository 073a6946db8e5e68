import { inSpan, type Tracer } from 'vivace'
import { type ChatAnswer, sumCost, sumUsage } from '../answers/index.ts'
import type { Message, ToolCall } from '../conversation/index.ts'
import { LlmError } from '../errors/index.ts'
import { runTool, type ToolOutcome } from './run-tool.ts'
import type { Tool } from './tool.ts'
import { unlessAborted } from './unless-aborted.ts'

/** What the loop runs with. */
export interface ToolLoop {
  readonly messages: readonly Message[]
  readonly tools: readonly Tool[]
  readonly maxSteps: number
  readonly maxTotalTokens: number
  readonly signal: AbortSignal | undefined
  readonly tracer: Tracer | undefined
  readonly now: () => number
  readonly ask: (messages: readonly Message[], choice: 'auto' | 'none') => Promise<ChatAnswer>
}

/** One tool that has been called. */
export interface ToolResult extends ToolOutcome {
  readonly call: ToolCall
  readonly milliseconds: number
}

/** One time that the model was asked, and what it had done. */
export interface ToolStep {
  readonly answer: ChatAnswer
  readonly results: readonly ToolResult[]
}

/** The last answer; usage, cost and attempts are those of all steps. */
export interface ToolsAnswer extends ChatAnswer {
  readonly steps: readonly ToolStep[]
  /** The whole conversation, the last answer included. */
  readonly messages: readonly Message[]
}

/** Asks until the model wants no more tools; the last time that it may be asked it has none. */
export async function toolLoop(loop: ToolLoop): Promise<ToolsAnswer> {
  const steps: ToolStep[] = []
  let messages = loop.messages
  while (steps.length < loop.maxSteps) {
    const isLast = steps.length === loop.maxSteps - 1
    const answer = await loop.ask(messages, isLast ? 'none' : 'auto')
    messages = [...messages, answer.message]
    if (answer.toolCalls.length === 0) return summed(messages, [...steps, { answer, results: [] }])
    if (isLast || tokensOf([...steps, { answer }]) >= loop.maxTotalTokens) break
    const running = Promise.all(answer.toolCalls.map((call) => timed(loop, call)))
    const results = await unlessAborted(loop.signal, running)
    messages = [...messages, ...results.map(answered)]
    steps.push({ answer, results })
  }
  throw new LlmError({
    code: 'tool_loop_ended',
    message: `The model wants tools still, after ${steps.length + 1} steps and ${tokensOf(steps)} tokens`,
  })
}

async function timed({ tools, signal, now, tracer }: ToolLoop, call: ToolCall): Promise<ToolResult> {
  const begun = now()
  const attributes = {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.call.id': call.id,
  }
  // What is no tool is the model's own word, and no name for a span.
  const name = tools.some((one) => one.name === call.name) ? `execute_tool ${call.name}` : 'execute_tool'
  const outcome = await inSpan(tracer, { name, attributes }, async (span) => {
    const ran = await runTool(call, { tools, signal })
    if (ran.isError) span?.fail(ran.error)
    return ran
  })
  return { call, ...outcome, milliseconds: now() - begun }
}

const answered = ({ call, content }: ToolResult): Message => ({ role: 'tool', toolCallId: call.id, content })

function tokensOf(steps: readonly { readonly answer: ChatAnswer }[]): number {
  return steps.reduce((sum, { answer: { usage } }) => {
    return sum + (usage === undefined ? 0 : usage.promptTokens + usage.completionTokens)
  }, 0)
}

function summed(messages: readonly Message[], steps: readonly ToolStep[]): ToolsAnswer {
  const answers = steps.map(({ answer }) => answer)
  // There is a step: this one has just been taken.
  const last = answers.at(-1) as ChatAnswer
  return {
    ...last,
    steps,
    messages,
    usage: sumUsage(answers.map(({ usage }) => usage)),
    cost: sumCost(answers.map(({ cost }) => cost)),
    attempts: answers.reduce((sum, { attempts }) => sum + attempts, 0),
  }
}
