import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { promptBlock } from '@vivace/llm'
import * as z from 'zod'
import { openLlm } from '../fixtures/open-llm.ts'
import { failureOf } from '../fixtures/failure-of.ts'

const topic = promptBlock('topic', 'AI ethics')

describe('an offline object', () => {
  it('is a plan made of the topic', async () => {
    await using opened = await openLlm()
    const schema = z.object({
      title: z.string().max(200),
      steps: z
        .array(
          z.object({
            step: z.int().min(1),
            agent: z.enum(['researcher', 'writer', 'editor']),
            instruction: z.string(),
          }),
        )
        .min(1)
        .max(4),
    })
    const { value, provider } = await opened.llm.object(topic, { schema })
    expect(provider).toBe('offline')
    expect(value.title).toBe('AI ethics')
    expect(value.steps.map(({ step, agent }) => `${step} ${agent}`)).toEqual([
      '1 researcher',
      '2 writer',
      '3 editor',
    ])
    expect(value.steps[0]?.instruction).toBe('Collect what is known about AI ethics.')
  })

  it('fills what schemas can say', async () => {
    await using opened = await openLlm()
    interface Tree {
      name: string
      children: Tree[]
    }
    const Tree: z.ZodType<Tree> = z.object({
      name: z.string(),
      get children() {
        return z.array(Tree)
      },
    })
    const schema = z.object({
      score: z.number().min(0.25).max(1),
      even: z.int().min(3).multipleOf(2),
      isSure: z.boolean(),
      kind: z.literal('plan'),
      note: z.string().min(40),
      word: z.string().max(3),
      at: z.iso.date(),
      link: z.url(),
      id: z.uuid(),
      choice: z.union([z.null(), z.object({ reason: z.string() })]),
      pair: z.tuple([z.string(), z.int()]),
      many: z.array(z.string()).min(7).max(7),
      tree: Tree,
      maybe: z.string().optional(),
      usual: z.int().default(5),
    })
    const { value } = await opened.llm.object(topic, { schema })
    expect(value).toMatchObject({
      kind: 'plan',
      usual: 5,
      choice: { reason: expect.stringContaining('no language model') },
    })
  })

  it('is an error where rules cannot make one', async () => {
    await using opened = await openLlm()
    const schema = z.object({ code: z.string().regex(/^Q\d{4}$/) })
    expect(await failureOf(opened.llm.object(topic, { schema }))).toMatchObject({ code: 'object_invalid' })
  })

  it('is made of any topic', async () => {
    await using opened = await openLlm()
    const schema = z.object({ title: z.string().min(1), terms: z.array(z.string()).min(1) })
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }), async (text) => {
        const { value } = await opened.llm.object(promptBlock('topic', text), { schema })
        expect(value.title).not.toBe('')
        expect((await opened.llm.chat(text)).text).toContain('no language model was asked')
      }),
      { numRuns: 60 },
    )
  })
})
