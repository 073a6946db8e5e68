import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { secret } from 'vivace/settings'
import type { LlmSettings } from '../llm/index.ts'
import type { FakeCall } from './fake-call.ts'
import type { FakeReply } from './fake-reply.ts'
import { ReceivedCall } from './received-call.ts'
import { answerCall } from './answer-call.ts'

/** What a fake endpoint does besides its script. */
export interface FakeLlmOptions {
  /** Members of requests that it does not know, and refuses with 400: `response_format`, `stream_options`. */
  readonly refuses?: readonly string[]
}

/** A reply, or what makes one of the call. */
export type FakeScript = FakeReply | ((call: FakeCall) => FakeReply)

/** An endpoint for tests, on a port of its own. */
export interface FakeLlm extends AsyncDisposable {
  /** `http://127.0.0.1:41234/v1` */
  readonly url: string
  /** For `app.override(llmSettings, () => endpoint.settings)`. */
  readonly settings: LlmSettings
  /** What has been asked, in order. */
  readonly calls: readonly FakeCall[]
  /** Calls that are under way. */
  readonly active: number
  /** The most calls that were under way at once. */
  readonly mostActive: number
  /** Connections that are open. */
  readonly connections: number
  /** Adds replies to chats: one for each call, in order. */
  reply(...replies: readonly FakeScript[]): void
  /** What is answered when no reply is left; without it such a call is refused with 400. */
  always(reply: FakeScript): void
  /** Replies that were to be given, and have not been. */
  readonly unused: number
  close(): Promise<void>
}

/**
 * An endpoint that speaks the wire format of OpenAI on a real socket: chats, streams, tools, embeddings, errors, as a
 * test has scripted them.
 *
 *     await using endpoint = await fakeLlm()
 *     endpoint.reply({ status: 429, retryAfterMs: 50 }, 'Hello!')
 *     using _ = app.override(llmSettings, () => endpoint.settings)
 *
 * Embeddings are those of `hashingEmbedding`, of the length that is asked for.
 */
export async function fakeLlm({ refuses = [] }: FakeLlmOptions = {}): Promise<FakeLlm> {
  const script: FakeScript[] = []
  const calls: ReceivedCall[] = []
  let usual: FakeScript | undefined
  let mostActive = 0
  const active = (): number => calls.filter(({ end }) => end === undefined).length
  const take = (call: FakeCall): FakeReply => {
    const next = script.shift() ?? usual ?? noReply
    return typeof next === 'function' ? next(call) : next
  }
  const server = createServer((request, response) => {
    const received = receive(request, response)
    received.then(
      (call) => {
        calls.push(call)
        mostActive = Math.max(mostActive, active())
        answerCall({ call, response, refuses, take })
      },
      () => response.destroy(),
    )
  })
  const { url, connections } = await listening(server)
  return {
    url,
    calls,
    settings: {
      openaiBaseUrl: url,
      openaiApiKey: secret('sk-test-0123456789abcdef'),
      llmModel: 'fake-model',
      embeddingModel: 'fake-embedding',
    },
    get active() {
      return active()
    },
    get mostActive() {
      return mostActive
    },
    get connections() {
      return connections()
    },
    get unused() {
      return script.length
    },
    reply: (...replies) => void script.push(...replies),
    always: (reply) => void (usual = reply),
    close: () => closed(server),
    [Symbol.asyncDispose]: () => closed(server),
  }
}

const noReply: FakeReply = {
  status: 400,
  code: 'no_reply_scripted',
  message: 'The test has scripted no reply for this call.',
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<ReceivedCall> {
  const chunks: Uint8Array[] = []
  // Without an encoding the chunks are bytes.
  for await (const chunk of request) chunks.push(chunk as Uint8Array)
  return new ReceivedCall({ request, response, text: Buffer.concat(chunks).toString() })
}

async function listening(
  server: Server,
): Promise<{ readonly url: string; readonly connections: () => number }> {
  let open = 0
  server.on('connection', (socket) => {
    open += 1
    socket.once('close', () => (open -= 1))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/v1`, connections: () => open }
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
