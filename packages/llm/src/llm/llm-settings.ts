import { type Dependency, schemaFrom } from 'vivace'
import { type Secret, secret, settings } from 'vivace/settings'

/** Where the models of an app are. */
export interface LlmSettings {
  /** OPENAI_BASE_URL: `https://api.openai.com/v1` if absent and there is a key. */
  readonly openaiBaseUrl?: string | undefined
  /** OPENAI_API_KEY: with neither key nor base URL the offline provider answers. */
  readonly openaiApiKey?: Secret | undefined
  /** LLM_MODEL: the model, in place of the one that `defineLlm()` names. */
  readonly llmModel?: string | undefined
  /** EMBEDDING_MODEL: the model of embeddings, in place of the one that `defineLlm()` names. */
  readonly embeddingModel?: string | undefined
}

const text = { type: 'string', minLength: 1 }

/** Texts, as the environment has them. */
type LlmVariables = Readonly<Partial<Record<keyof LlmSettings, string>>>

const schema = schemaFrom<LlmSettings>({
  jsonSchema: {
    type: 'object',
    properties: { openaiBaseUrl: text, openaiApiKey: text, llmModel: text, embeddingModel: text },
  },
  validate: (read) => {
    // They are read by the JSON Schema above.
    const { openaiApiKey, ...rest } = read as LlmVariables
    const { openaiBaseUrl } = rest
    if (openaiBaseUrl !== undefined && !isEndpoint(openaiBaseUrl))
      return {
        issues: [
          { path: ['openaiBaseUrl'], message: 'must be a URL of http or https, without user and query' },
        ],
      }
    return { value: openaiApiKey === undefined ? rest : { ...rest, openaiApiKey: secret(openaiApiKey) } }
  },
})

/**
 * The settings of models, read from the environment when the app starts: OPENAI_BASE_URL, OPENAI_API_KEY, LLM_MODEL
 * and EMBEDDING_MODEL. Tests replace them:
 *
 *     app.override(llmSettings, () => endpoint.settings)
 *
 * The key is let through as the provider has made it: its strength is not ours to judge.
 */
export const llmSettings: Dependency<Readonly<LlmSettings>, 'app'> = settings<LlmSettings>(schema, {
  weakSecrets: ['OPENAI_API_KEY'],
})

function isEndpoint(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, username, password, search } = new URL(value)
  return /^https?:$/.test(protocol) && username === '' && password === '' && search === ''
}
