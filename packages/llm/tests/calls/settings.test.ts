import { describe, expect, it } from 'vitest'
import { App, singleton } from 'vivace'
import { secret } from 'vivace/settings'
import { testClient } from 'vivace/testing'
import { defineLlm, type LlmSettings, llmSettings, OfflineProvider } from '@vivace/llm'
import { fakeLlm } from '@vivace/llm/testing'
import { openLlm } from '../fixtures/open-llm.ts'

async function settingsIn(environment: Record<string, string>): Promise<LlmSettings> {
  const before = { ...process.env }
  for (const name of ['OPENAI_BASE_URL', 'OPENAI_API_KEY', 'LLM_MODEL', 'EMBEDDING_MODEL'])
    delete process.env[name]
  Object.assign(process.env, environment)
  try {
    const app = new App({ title: 'Settings', version: '1.0.0' })
    let read: LlmSettings | undefined
    app.get('/', { inputs: { llmSettings } }, ({ llmSettings }) => {
      read = llmSettings
    })
    await using client = await testClient(app)
    await client.get('/')
    return read ?? {}
  } finally {
    process.env = before
  }
}

describe('the settings of models', () => {
  it('are read from the environment, the key as a secret', async () => {
    const read = await settingsIn({
      OPENAI_BASE_URL: 'http://localhost:11434/v1',
      OPENAI_API_KEY: 'ollama',
      LLM_MODEL: 'llama3',
      EMBEDDING_MODEL: 'nomic',
      NODE_ENV: 'production',
    })
    expect(read).toMatchObject({
      openaiBaseUrl: 'http://localhost:11434/v1',
      llmModel: 'llama3',
      embeddingModel: 'nomic',
    })
    expect(read.openaiApiKey?.reveal()).toBe('ollama')
    expect(JSON.stringify(read)).not.toContain('ollama"')
    expect(await settingsIn({})).toEqual({})
  })

  it.each([
    'localhost:11434',
    'ftp://models.example',
    'https://user:pass@models.example',
    'https://a.example?key=1',
  ])('refuse the endpoint %s', async (url) => {
    await expect(settingsIn({ OPENAI_BASE_URL: url })).rejects.toThrow('OPENAI_BASE_URL')
  })

  it('say which model answers: that of the environment, else that of the code', async () => {
    const settings = { openaiBaseUrl: 'https://models.example/v1' }
    await using one = await openLlm({ model: 'code' }, { settings: { ...settings, llmModel: 'environment' } })
    await using other = await openLlm({ model: 'code', embeddingModel: 'e' }, { settings })
    expect([one.llm.model, other.llm.model, other.llm.embeddingModel]).toEqual(['environment', 'code', 'e'])
    await expect(openLlm({}, { settings })).rejects.toThrow('LLM_MODEL is missing')
    await expect(one.llm.embed(['a'])).rejects.toThrow('There is no embedding model')
  })

  it('name the provider by the endpoint', async () => {
    const named = async (openaiBaseUrl: string): Promise<string> => {
      await using opened = await openLlm({ model: 'm' }, { settings: { openaiBaseUrl } })
      return opened.llm.provider
    }
    expect(await named('https://api.mistral.ai/v1')).toBe('mistral_ai')
    expect(await named('https://api.groq.com/openai/v1')).toBe('groq')
    expect(await named('http://localhost:11434/v1')).toBe('openai')
  })

  it('are OpenAI with a key alone, and the offline provider with nothing', async () => {
    await using openai = await openLlm({ model: 'm' }, { settings: { openaiApiKey: secret('sk-test') } })
    await using offline = await openLlm()
    expect([openai.llm.isOffline, offline.llm.isOffline]).toEqual([false, true])
    expect([offline.llm.provider, offline.llm.model, offline.llm.embeddingModel]).toEqual([
      'offline',
      'offline',
      'offline',
    ])
  })

  it('may come from a singleton of the app, as the provider may', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('Hello.')
    await using opened = await openLlm({ settings: singleton({}, () => endpoint.settings) })
    expect((await opened.llm.chat('Hi')).text).toBe('Hello.')
    const provider = singleton({}, () => new OfflineProvider())
    await using own = await openLlm({ provider }, { settings: endpoint.settings })
    expect(own.llm.isOffline).toBe(true)
  })

  it('leave a time that is none to the one who wrote it', () => {
    // @ts-expect-error A caller without types.
    expect(() => defineLlm({ firstPiece: 'soon' })).toThrow('DURATION_INVALID')
  })
})
