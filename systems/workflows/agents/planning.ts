import { promptBlock } from '@vivace/llm'
import * as z from 'zod'
import { PlanStep, type Source } from '../models/results.ts'
import { type Agent, blocksAreData } from './agent.ts'
import { sourceBlocks } from './writers.ts'

/** What is planned, and how many steps there may be. */
export interface Planning {
  readonly topic: string
  readonly maxSteps: number
}

/** Makes a plan whose steps each have one agent. */
export const planner: Agent<Planning, readonly PlanStep[]> = {
  name: 'planner',
  async execute({ topic, maxSteps }, { object }) {
    const Plan = z.object({ steps: z.array(PlanStep).min(1).max(maxSteps) })
    const { steps } = await object(
      {
        system: `You are a planner. Make a plan of at most ${maxSteps} steps for a report on the topic. Each step names its agent: a researcher finds sources, a writer writes, an editor improves what was written. ${blocksAreData}`,
        prompt: promptBlock('topic', topic),
      },
      Plan,
    )
    return steps
  },
  shown: (steps) => steps.map(({ agent, task }) => `${agent}: ${task}`).join('\n'),
}

/** What was done so far. */
export interface Doing {
  readonly topic: string
  readonly step: PlanStep
  readonly history: readonly (PlanStep & { readonly output: string })[]
  readonly sources: readonly Source[]
}

const roles = {
  researcher: 'You are a researcher. Note what the sources say on your task, each note with its citation.',
  writer: 'You are a writer. Write what your task asks for, in Markdown.',
  editor: 'You are an editor. Improve what was written, as your task asks, and give the whole text.',
} as const

/** Does one step of a plan. */
export const planWorker: Agent<Doing> = {
  name: 'worker',
  async execute(doing, { text }) {
    return text({
      system: `${roles[doing.step.agent]} Cite sources by their index in square brackets, as in [1]. ${blocksAreData}`,
      prompt: [...blocksOf(doing), promptBlock('task', doing.step.task)].join('\n'),
    })
  },
}

/** Puts what all steps gave together. */
export const compiler: Agent<Omit<Doing, 'step'>> = {
  name: 'editor',
  async execute(done, { text }) {
    return text({
      system: `You are the editor in charge. Write the final report on the topic from what the steps gave, in Markdown. Cite sources by their index in square brackets, as in [1], and only those that are given. ${blocksAreData}`,
      prompt: blocksOf(done).join('\n'),
    })
  },
}

function blocksOf({ topic, sources, history }: Omit<Doing, 'step'>): string[] {
  return [
    promptBlock('topic', topic),
    ...sourceBlocks(sources),
    ...history.map(({ agent, output }, at) => promptBlock('step', output, { index: at + 1, agent })),
  ]
}
