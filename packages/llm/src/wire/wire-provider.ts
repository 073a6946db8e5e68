import type {
  ChatRequest,
  EmbedRequest,
  LlmProvider,
  ProvidedAnswer,
  ProvidedPiece,
  ProvidedVectors,
} from '../providers/index.ts'
import { chatBody, streamMembers } from './chat-body.ts'
import { firstDialect } from './dialect.ts'
import { Dialects } from './dialects.ts'
import { Endpoint, type EndpointAnswer, type EndpointOptions } from './endpoint.ts'
import { GrowingAnswer } from './growing-answer.ts'
import { llmErrorOf } from './llm-error-of.ts'
import { providerName } from './provider-name.ts'
import { readChat } from './read-chat.ts'
import { readEvents } from './read-events.ts'
import { readVectors } from './read-vectors.ts'
import { parseWire } from './wire-json.ts'

const chatPath = 'chat/completions'

/**
 * Models behind an endpoint, over HTTP: `/chat/completions` and `/embeddings`.
 *
 *     new WireProvider({ http, baseUrl: 'http://localhost:11434/v1', apiKey: undefined })
 *
 * @see https://platform.openai.com/docs/api-reference/chat
 */
export class WireProvider implements LlmProvider {
  readonly name: string
  readonly isOffline = false
  readonly server: { readonly address: string; readonly port: number }
  readonly #endpoint: Endpoint
  readonly #dialects: Dialects

  constructor(options: EndpointOptions) {
    const url = new URL(options.baseUrl)
    const usualPort = url.protocol === 'https:' ? 443 : 80
    this.name = providerName(url)
    this.server = { address: url.hostname, port: url.port === '' ? usualPort : Number(url.port) }
    this.#endpoint = new Endpoint(options)
    this.#dialects = new Dialects(firstDialect(url))
  }

  async chat(request: ChatRequest): Promise<ProvidedAnswer> {
    try {
      const { body, attempts } = await this.#dialects.speak(request, (dialect) =>
        this.#endpoint.post(chatPath, chatBody(request, dialect), request),
      )
      return readChat(parseWire(body), { model: request.model, attempts })
    } catch (error) {
      throw llmErrorOf(error)
    }
  }

  async *stream(request: ChatRequest): AsyncGenerator<ProvidedPiece, void, undefined> {
    try {
      const answer = await this.#dialects.speak(request, (dialect) =>
        this.#endpoint.stream(
          chatPath,
          { ...chatBody(request, dialect), ...streamMembers(dialect) },
          request,
        ),
      )
      yield* piecesIn(answer, request.model)
    } catch (error) {
      throw llmErrorOf(error)
    }
  }

  async embed({ model, texts, dimensions, ...passage }: EmbedRequest): Promise<ProvidedVectors> {
    try {
      const asked = { model, input: texts, dimensions, encoding_format: 'float' }
      const { body, attempts } = await this.#endpoint.post('embeddings', asked, passage)
      return readVectors(parseWire(body), { model, count: texts.length, attempts })
    } catch (error) {
      throw llmErrorOf(error)
    }
  }
}

async function* piecesIn(
  { headers, attempts, body }: EndpointAnswer<AsyncIterable<Uint8Array>>,
  model: string,
): AsyncGenerator<ProvidedPiece, void, undefined> {
  // An endpoint that does not know `stream` answers as if it had not been asked for it.
  if (headers.get('content-type')?.includes('json') === true) {
    const answer = readChat(parseWire(await collected(body)), { model, attempts })
    if (answer.text !== '') yield { type: 'text', text: answer.text }
    return yield* endOf(answer)
  }
  const growing = new GrowingAnswer({ model, attempts })
  const events = readEvents(body)
  let next = await events.next()
  try {
    for (; next.done !== true; next = await events.next()) yield* growing.add(parseWire(next.value))
  } finally {
    await events.return(false)
  }
  yield* endOf(growing.finish(next.value))
}

function* endOf(answer: ProvidedAnswer): Generator<ProvidedPiece, void, undefined> {
  for (const call of answer.toolCalls) yield { type: 'tool-call', call }
  yield { type: 'done', answer }
}

async function collected(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of body) text += decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}
