import { describe, expect, it } from 'vitest'
import { cosineSimilarity, type Llm, tool } from '@vivace/llm'
import * as z from 'zod'
import { piecesOf } from './fixtures/pieces-of.ts'

/** A provider to be judged, and how it is opened. */
export interface JudgedProvider {
  readonly name: string
  readonly open: () => Promise<{ readonly llm: Llm } & AsyncDisposable>
}

const Plan = z.object({
  title: z.string().min(1),
  steps: z
    .array(z.object({ agent: z.enum(['researcher', 'writer', 'editor']), instruction: z.string().min(1) }))
    .min(1)
    .max(4),
})

/** What every provider promises. */
export function providerConformance({ name, open }: JudgedProvider): void {
  describe(`${name}, as every provider`, () => {
    it('answers a prompt, and tells who has answered, why it stopped, and what it took', async () => {
      await using opened = await open()
      const answer = await opened.llm.chat('AI ethics', { system: 'Write a draft.' })
      expect(answer).toMatchObject({
        finishReason: 'stop',
        provider: opened.llm.provider,
        isOffline: opened.llm.isOffline,
        toolCalls: [],
        refusal: undefined,
        attempts: 1,
        message: { role: 'assistant', content: answer.text },
      })
      expect(answer.text).not.toBe('')
      expect(answer.usage?.promptTokens).toBeGreaterThan(0)
      expect(answer.usage?.completionTokens).toBeGreaterThan(0)
    })

    it('answers the same in pieces, and then as a whole', async () => {
      await using opened = await open()
      const pieces = await piecesOf(opened.llm.stream('AI ethics'))
      const texts = pieces.flatMap((piece) => (piece.type === 'text' ? [piece.text] : []))
      const last = pieces.at(-1)
      expect(texts.length).toBeGreaterThan(1)
      expect(last).toMatchObject({ type: 'done', answer: { text: texts.join(''), finishReason: 'stop' } })
      expect(pieces.filter(({ type }) => type === 'done')).toHaveLength(1)
    })

    it('gives objects that their schema has accepted', async () => {
      await using opened = await open()
      const { value, text, isRepaired } = await opened.llm.object('Plan a report on AI ethics.', {
        schema: Plan,
      })
      expect(Plan.parse(JSON.parse(text))).toEqual(value)
      expect(isRepaired).toBe(false)
    })

    it('gives values that are no objects as well', async () => {
      await using opened = await open()
      const { value } = await opened.llm.object('Terms of AI ethics', { schema: z.array(z.string()).min(2) })
      expect(value.length).toBeGreaterThan(1)
    })

    it('uses tools, and answers in the end', async () => {
      await using opened = await open()
      const asked: string[] = []
      const search = tool({
        name: 'search',
        description: 'Searches.',
        input: z.object({ query: z.string() }),
        run: ({ query }) => {
          asked.push(query)
          return { found: 'Ethics of machines is an old field of study.' }
        },
      })
      const answer = await opened.llm.useTools('AI ethics', { tools: [search], maxSteps: 3 })
      expect(asked).toHaveLength(1)
      expect(answer.steps).toHaveLength(2)
      expect(answer.finishReason).toBe('stop')
      expect(answer.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant'])
    })

    it('embeds texts in their order, in the length that is asked for', async () => {
      await using opened = await open()
      const texts = ['AI ethics', 'sourdough bread', 'ethics of AI']
      const { vectors, usage } = await opened.llm.embed(texts, { dimensions: 256 })
      expect(vectors.map(({ length }) => length)).toEqual([256, 256, 256])
      const [ethics = [], bread = [], again = []] = vectors
      expect(cosineSimilarity(ethics, again)).toBeGreaterThan(0.99)
      expect(cosineSimilarity(ethics, bread)).toBeLessThan(0.7)
      expect(usage?.promptTokens).toBeGreaterThan(0)
      expect((await opened.llm.embed([])).vectors).toEqual([])
    })

    it('embeds more texts than a request takes', async () => {
      await using opened = await open()
      const texts = Array.from({ length: 600 }, (_, at) => `text number ${at}`)
      const { vectors } = await opened.llm.embed(texts, { dimensions: 64 })
      const [alone] = (await opened.llm.embed(['text number 599'], { dimensions: 64 })).vectors
      expect(vectors).toHaveLength(600)
      expect(vectors[599]).toEqual(alone)
    })

    it('ends with the reason of a signal that is aborted', async () => {
      await using opened = await open()
      const reason = new Error('enough')
      const signal = AbortSignal.abort(reason)
      await expect(opened.llm.chat('AI ethics', { signal })).rejects.toBe(reason)
      await expect(opened.llm.embed(['AI ethics'], { signal })).rejects.toBe(reason)
      await expect(piecesOf(opened.llm.stream('AI ethics', { signal }))).rejects.toBe(reason)
      const controller = new AbortController()
      const reading = (async () => {
        for await (const _ of opened.llm.stream('AI ethics', { signal: controller.signal }))
          controller.abort(reason)
      })()
      await expect(reading).rejects.toBe(reason)
    })
  })
}
