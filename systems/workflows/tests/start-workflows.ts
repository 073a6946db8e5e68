import { type LlmSettings, llmSettings } from '@vivace/llm'
import { type FakeLlm, fakeLlm } from '@vivace/llm/testing'
import { jsonLogger } from '@vivace/telemetry'
import { type Clock, clock } from 'vivace'
import { serve } from 'vivace/node'
import { createWorkflows } from '../app.ts'
import { type Config, config } from '../core/config.ts'
import { rateLimiter, rateLimits } from '@vivace/limits'

/** The settings of a test: those of an empty environment, and no network. */
export const testConfig: Config = {
  apiKeys: [],
  allowedOrigins: [],
  arxivUrl: 'http://127.0.0.1:9/query',
  tavilyUrl: 'http://127.0.0.1:9/search',
  models: [],
  runsAtOnce: 8,
  runsWaiting: 32,
  runDeadline: 600,
  tokenBudget: 100_000,
  approvalTimeout: 3_600,
  runTtl: 24,
  resultTtl: 720,
  similarity: 0.95,
}

/** How a service of a test differs. */
export interface ServiceOptions {
  readonly config?: Partial<Config>
  /** What answers in place of a fake endpoint; nothing makes it offline. */
  readonly llm?: LlmSettings
  readonly clock?: Clock
}

/** The service on a real socket, with a fake endpoint. */
export interface Service extends AsyncDisposable {
  readonly url: string
  readonly llm: FakeLlm
  readonly logLines: readonly Readonly<Record<string, unknown>>[]
  request(method: string, path: string, options?: RequestOptions): Promise<ServiceAnswer>
  get(path: string, options?: RequestOptions): Promise<ServiceAnswer>
  post(path: string, json: unknown, options?: RequestOptions): Promise<ServiceAnswer>
}

export interface RequestOptions {
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly signal?: AbortSignal
}

export interface ServiceAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** A test says what it expects to be in it. */
  readonly json: Awaited<ReturnType<Response['json']>>
}

/** Starts the service as its program does. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const llm = await fakeLlm()
  const written: string[] = []
  const log = jsonLogger({ destination: { write: (lines: string) => written.push(lines) }, pretty: false })
  const app = createWorkflows({ prefix: '/workflows', log })
  app.override(config, () => ({ ...testConfig, ...options.config }))
  app.override(llmSettings, () => options.llm ?? llm.settings)
  app.override(rateLimits, rateLimiter({ redis: '' }))
  const { clock: given } = options
  if (given !== undefined) app.override(clock, () => given)
  const server = await serve(app, { port: 0, host: '127.0.0.1', announce: false, gracePeriod: '1s' })
  const { url } = server
  const request: Service['request'] = async (method, path, { headers = {}, json, signal } = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(signal === undefined ? {} : { signal }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const parsed: unknown = isJson ? JSON.parse(text) : undefined
    return {
      status: response.status,
      headers: response.headers,
      text,
      json: parsed,
    }
  }
  return {
    url,
    llm,
    get logLines() {
      return (
        written
          .join('')
          .split('\n')
          .filter((line) => line !== '')
          // The logger writes objects.
          .map((line) => JSON.parse(line) as Record<string, unknown>)
      )
    },
    request,
    get: (path, given) => request('GET', path, given),
    post: (path, json, given) => request('POST', path, { ...given, json }),
    async [Symbol.asyncDispose]() {
      await server.stop()
      await llm.close()
    },
  }
}
