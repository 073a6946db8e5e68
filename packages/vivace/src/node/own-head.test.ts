import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { endWithHead, takesOwnHead } from './own-head.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** Asks a server of node:http once; what it answers, with its lines as they were sent. */
async function ask(answer: Answer, headers: Record<string, string> = {}): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    return await new Promise((resolve, reject) => {
      // The server listens on a port.
      const { port } = server.address() as AddressInfo
      const asked = request({ port, host: '127.0.0.1', headers, agent: false }, (received) => {
        let text = `${received.statusCode} ${received.rawHeaders.join(' ')} `
        received.on('data', (chunk) => (text += String(chunk)))
        received.on('end', () => resolve(text))
      })
      asked.on('error', reject)
      asked.end()
    })
  } finally {
    server.close()
  }
}

const open = { connection: 'keep-alive' }
const took: Answer = (request, response) => response.end(String(takesOwnHead(request, response)))
const head = 'HTTP/1.1 201 Created\r\nx-a: b\r\ncontent-length: 2\r\n\r\n'

describe('a head of our own', () => {
  it('is taken by this version of Node', async () => {
    expect(await ask(took, open)).toMatch(/ true$/)
  })

  it.each(['ok', new TextEncoder().encode('ok')])('goes out with its body (%j)', async (body) => {
    const answer: Answer = (_request, response) => {
      endWithHead(response, { status: 201, head, body })
      expect(response.headersSent).toBe(true)
      expect(response.writableEnded).toBe(true)
      expect(response.statusCode).toBe(201)
    }
    expect(await ask(answer, open)).toBe('201 x-a b content-length 2 ok')
  })

  it('is left to node:http where the connection is closed', async () => {
    expect(await ask(took, { connection: 'close' })).toMatch(/ false$/)
  })

  it.each<[string, (response: ServerResponse) => void]>([
    ['has set a header', (response) => response.setHeader('x-a', 'b')],
    ['wants no date', (response) => (response.sendDate = false)],
    ['wants its length checked', (response) => (response.strictContentLength = true)],
    ['has written the head', (response) => response.writeHead(200)],
  ])('is left to node:http where somebody %s', async (_case, change) => {
    let taken: boolean | undefined
    await ask((request, response) => {
      change(response)
      taken = takesOwnHead(request, response)
      response.end()
    }, open).catch(() => undefined)
    expect(taken).toBe(false)
  })
})
