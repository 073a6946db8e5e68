import { builtInPolicies, httpClient, type HttpClient, type HttpPolicy } from '@vivace/http'
import { clock, type Dependency, type Duration, parseDuration, singleton, tracer } from 'vivace'
import { SettingsError } from 'vivace/settings'
import type { ModelPrices } from '../answers/index.ts'
import { OfflineProvider } from '../offline/index.ts'
import type { LlmProvider } from '../providers/index.ts'
import { WireProvider } from '../wire/index.ts'
import type { CallObserver } from './call-done.ts'
import { LlmClient } from './llm-client.ts'
import type { Llm } from './llm.ts'
import { type LlmSettings, llmSettings } from './llm-settings.ts'

/** How an app uses language models. */
export interface LlmOptions {
  /** The model of calls that name none; LLM_MODEL is used in its place where it is set. */
  readonly model?: string
  /** The model of embeddings; EMBEDDING_MODEL is used in its place where it is set. */
  readonly embeddingModel?: string
  /** What models cost; the cost of others is not known. */
  readonly prices?: ModelPrices
  /** How long the first piece of a stream may take; as the policy's `read` if absent. */
  readonly firstPiece?: Duration
  /** Hears of each call that has ended: metrics. */
  readonly onCallDone?: CallObserver
  /** Endpoint, key and models; `llmSettings`, which reads the environment, if absent. */
  readonly settings?: Dependency<Readonly<LlmSettings>, 'app'>
  /**
   * The client that calls the endpoint, with its policy `llm`; one of its own if absent. The app's own shares its
   * connections.
   */
  readonly http?: Dependency<HttpClient<'llm'>, 'app'>
  /** Changes the policy `llm` of a client of its own: `{ concurrency: 8, total: '5m' }`. */
  readonly policy?: HttpPolicy
  /** What answers, in place of endpoint and offline rules. */
  readonly provider?: Dependency<LlmProvider, 'app'>
}

const openAi = 'https://api.openai.com/v1'

/**
 * The language model of an app, for singletons and tasks; a route uses it by `llmForRequest()`.
 *
 *     export const languageModel = defineLlm({ model: 'gpt-4o-mini', policy: { concurrency: 8 } })
 *     export const llm = llmForRequest(languageModel)
 *
 * It calls the endpoint of OPENAI_BASE_URL with OPENAI_API_KEY; with neither, the offline provider answers. The app
 * does not start, with `SettingsError`, if there is an endpoint and nobody names a model.
 */
export function defineLlm(options: LlmOptions = {}): Dependency<Llm, 'app'> {
  const { settings = llmSettings, policy = {}, prices = {}, onCallDone } = options
  const firstPiece = options.firstPiece
  const within = firstPiece === undefined ? undefined : parseDuration(firstPiece, "defineLlm(), 'firstPiece'")
  const http: Dependency<HttpClient<'llm'>, 'app'> = options.http ??
  httpClient({ policies: { llm: { ...builtInPolicies.llm, ...policy } } })
  const provider =
    options.provider ?? singleton({ settings, http }, ({ settings, http }) => providerOf(settings, http))
  return singleton({ settings, clock, provider, tracer }, ({ settings, clock, provider, tracer }): Llm => {
    const model = settings.llmModel ?? options.model ?? (provider.isOffline ? provider.name : undefined)
    if (model === undefined) throw modelMissing()
    const embeddingModel =
      settings.embeddingModel ?? options.embeddingModel ?? (provider.isOffline ? provider.name : undefined)
    return new LlmClient({
      provider,
      clock,
      tracer,
      prices,
      model,
      embeddingModel,
      observer: onCallDone,
      firstPiece: within,
    })
  })
}

function providerOf({ openaiBaseUrl, openaiApiKey }: LlmSettings, http: HttpClient<'llm'>): LlmProvider {
  if (openaiBaseUrl === undefined && openaiApiKey === undefined) return new OfflineProvider()
  return new WireProvider({ http, baseUrl: openaiBaseUrl ?? openAi, apiKey: openaiApiKey })
}

function modelMissing(): SettingsError {
  const cause = 'is missing: there is an endpoint, and defineLlm() names no model either'
  return new SettingsError([{ variable: 'LLM_MODEL', cause }], ['.env', '.env.local'])
}
