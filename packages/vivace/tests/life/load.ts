import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

const upload = JSON.stringify('a'.repeat(200_000))

/**
 * Clients that ask one thing after the other, each on a connection of its own that it keeps: quick requests,
 * requests of a second, uploads. They try nothing twice.
 *
 *     const load = new Load(url, 12)
 *     const { answered, failures } = await load.stop()
 */
export class Load {
  answered = 0
  readonly failures: string[] = []
  readonly #url: string
  readonly #clients: Promise<void>[]
  #isOver = false

  constructor(url: string, clients: number) {
    this.#url = url
    this.#clients = Array.from({ length: clients }, (_, number) => this.#run(number))
  }

  async stop(): Promise<{ readonly answered: number; readonly failures: readonly string[] }> {
    this.#isOver = true
    await Promise.all(this.#clients)
    return this
  }

  async #run(number: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let asked = number; !this.#isOver; asked += 1) {
      const kind = asked % 40 === 0 ? 'slow' : asked % 10 === 5 ? 'upload' : 'who'
      try {
        await (kind === 'upload' ? this.#upload(agent) : this.#get(agent, `/${kind}`))
        this.answered += 1
      } catch (error) {
        this.failures.push(`${kind}: ${error instanceof Error ? error.message : String(error)}`)
      }
      await delay(10)
    }
    agent.destroy()
  }

  async #get(agent: Agent, path: string): Promise<void> {
    const text = await this.#ask(agent, { path, method: 'GET' })
    if (!/^\{"pid":\d+\}$/.test(text)) throw new Error(`not the answer: ${text}`)
  }

  async #upload(agent: Agent): Promise<void> {
    const text = await this.#ask(agent, { path: '/upload', method: 'POST', body: upload })
    if (text !== '{"length":200000}') throw new Error(`not the answer: ${text}`)
  }

  #ask(agent: Agent, asked: { path: string; method: string; body?: string }): Promise<string> {
    const { path, method, body = '' } = asked
    return new Promise((resolve, reject) => {
      const headers = body === '' ? {} : { 'content-type': 'application/json', 'content-length': body.length }
      const sent = request(`${this.#url}${path}`, { agent, method, headers }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('error', reject)
        response.on('end', () => {
          if (response.statusCode === 200) resolve(text)
          else reject(new Error(`${response.statusCode}: ${text}`))
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}
