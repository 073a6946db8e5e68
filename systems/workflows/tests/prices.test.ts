import { afterAll, expect, it, vi } from 'vitest'

vi.stubEnv('MODEL_PRICES', '{"fake-model":{"input":2,"output":10}}')
afterAll(() => void vi.unstubAllEnvs())

it('tells what a run has cost, where prices are known', async () => {
  // Prices are read when the module is.
  const { startService } = await import('./start-workflows.ts')
  await using service = await startService()
  service.llm.always({ text: 'text', usage: { promptTokens: 1_000, completionTokens: 100 } })
  const { json } = await service.post('/workflows/reflection', { topic: 'AI ethics' })
  expect(json.usage).toEqual({
    prompt_tokens: 3_000,
    completion_tokens: 300,
    cost_usd: expect.closeTo(0.009, 6),
  })
  const { json: other } = await service.post('/workflows/reflection', { topic: 'x', draft_model: 'another' })
  expect(other.usage.cost_usd).toBeNull()
})
