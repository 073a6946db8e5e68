import { request as send } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { App, body, events, silentLogger } from 'vivace'
import { serve, type Server } from 'vivace/node'
import { testClient } from 'vivace/testing'
import { defineLlm, llmForRequest, llmSettings } from '@vivace/llm'
import { type FakeLlm, fakeLlm } from '@vivace/llm/testing'
import { type HttpClient, httpClient } from '@vivace/http'
import * as z from 'zod'

const Question = z.object({ text: z.string() })
const Piece = z.object({ text: z.string() })

const outgoing = httpClient({
  policies: { llm: { concurrency: 60, queue: 0, breaker: false } },
  connections: 60,
})

function answers(endpoint: FakeLlm): App {
  const llm = llmForRequest(defineLlm({ http: outgoing }))
  const app = new App({ title: 'Answers', version: '1.0.0', log: silentLogger })
  app.override(llmSettings, () => endpoint.settings)
  app.post('/answers', { inputs: { llm, question: body(Question) }, returns: z.string() }, async (given) => {
    const { text } = await given.llm.chat(given.question.text)
    return text
  })
  app.post(
    '/streams',
    { inputs: { llm, question: body(Question) }, returns: events(Piece) },
    async function* (given) {
      for await (const piece of given.llm.stream(given.question.text))
        if (piece.type === 'text') yield { text: piece.text }
    },
  )
  return app
}

describe('the model of a request', () => {
  it('carries the id and the trace of the request', async () => {
    await using endpoint = await fakeLlm()
    endpoint.reply('Hello.')
    await using client = await testClient(answers(endpoint))
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const answer = await client.post('/answers', { json: { text: 'Hi' }, headers: { traceparent } })
    expect(answer.json()).toBe('Hello.')
    expect(endpoint.calls[0]?.headers['traceparent']).toBe(traceparent)
  })

  it('answers with a problem that says neither endpoint nor prompt, and when to come again', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always({ status: 429, retryAfterMs: 1, message: 'my secret question' })
    await using client = await testClient(answers(endpoint))
    const limited = await client.post('/answers', { json: { text: 'my secret question' } })
    expect(limited.status).toBe(503)
    expect(limited.headers.get('retry-after')).toBe('1')
    expect(limited.json()).toEqual({
      type: 'about:blank',
      title: 'The language model has too much to do',
      status: 503,
      code: 'upstream_rate_limited',
    })
  })

  it('is documented with the problems that it has', async () => {
    await using endpoint = await fakeLlm()
    const document = answers(endpoint).openapi()
    expect(Object.keys(document.paths?.['/answers']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '422', '502', '503', '504']),
    )
  })
})

describe('T59: clients that go away', () => {
  let server: Server | undefined
  afterEach(async () => server?.stop())

  it('end 500 streams at once, and leave nothing behind', async () => {
    await using endpoint = await fakeLlm()
    endpoint.always({ text: 'word '.repeat(2_000), tokenPause: 20 })
    const app = answers(endpoint)
    let http: HttpClient | undefined
    app.get('/stats', { inputs: { outgoing }, returns: z.null() }, ({ outgoing }) => {
      http = outgoing
      return null
    })
    server = await serve(app, { port: 0, signals: false })
    const { port } = server
    await fetch(`http://127.0.0.1:${port}/stats`)
    const late: number[] = []
    const one = async (at: number): Promise<void> => {
      const sent = send({
        port,
        path: '/streams',
        method: 'POST',
        headers: { 'content-type': 'application/json' },
      })
      sent.on('error', () => undefined)
      sent.end(JSON.stringify({ text: `question ${at}` }))
      const call = await until(() => endpoint.calls.find(({ prompt }) => prompt === `question ${at}`))
      await new Promise((resolve) => setTimeout(resolve, 100))
      const left = performance.now()
      sent.destroy()
      expect(await call.ended).toBe('left')
      late.push((call.endedAt ?? Infinity) - left)
    }
    // Fifty at a time, so that one core is busy with what is measured.
    for (let batch = 0; batch < 10; batch += 1)
      await Promise.all(Array.from({ length: 50 }, (_, at) => one(batch * 50 + at)))
    expect(late).toHaveLength(500)
    expect(late.sort((a, b) => a - b)[250]).toBeLessThan(1_000)
    await until(() => (endpoint.active === 0 && http?.stats().open === 0 ? true : undefined))
    expect(endpoint.connections).toBe(0)
    if (process.env['VIVACE_FIGURES'] !== undefined)
      console.log(
        `abort seen after ms: median ${late[250]?.toFixed(1)}, 95% ${late[475]?.toFixed(1)}, max ${late[499]?.toFixed(1)}`,
      )
  }, 60_000)
})

async function until<Value>(find: () => Value | undefined): Promise<Value> {
  for (let waited = 0; waited < 20_000; waited += 5) {
    const found = find()
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  throw new Error('It has not come about within 20 s.')
}
