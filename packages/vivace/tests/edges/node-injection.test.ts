import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { Answer } from '../../src/exchange/index.ts'
import { Fixture } from './fixture.ts'
import { serveQuietly } from './node-driver.ts'
import { openConnection } from './raw-connection.ts'

/** Any text, and texts that are mostly what ends a line, on this level or another. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('\r', '\n', '\u0000', ':', ' ', 'a', '\u010d', '\u010a', '\u2028', '\ud800'),
  }),
)

describe('what an app puts into a header', async () => {
  let headers: string[] = []
  let body: string | Uint8Array = 'body'
  const server = await serveQuietly(new Fixture(() => new Answer(200, headers, body)))
  const connection = await openConnection(server.port)

  afterAll(async () => {
    connection.destroy()
    await server.stop()
  })

  /** The lines of the answer's head besides those that Node and the edge write. */
  async function linesOf(sent: string[]): Promise<readonly (readonly [string, string])[]> {
    headers = sent
    const answer = await connection.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n').answer()
    expect(connection.received).toBe('')
    if (answer.status === 500) return []
    const ours = new Set(['content-length', 'date', 'connection', 'keep-alive'])
    return answer.headers.filter(([name]) => !ours.has(name))
  }

  it('is one line or a 500, whatever the value', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (value) => {
        const lines = await linesOf(['x-a', value])
        expect(lines.length).toBeLessThanOrEqual(1)
        if (lines.length === 1) expect(lines).toEqual([['x-a', value.trim()]])
      }),
      { numRuns: 1_000 },
    )
  })

  it.each(['ASCII', 'more than ASCII: →', new Uint8Array([1])])(
    'is bytes of Latin-1 (RFC 9110, section 5.5), whatever the body is: %s',
    async (sent) => {
      body = sent
      expect(await linesOf(['x-a', 'caf\u00e9'])).toEqual([['x-a', 'caf\u00e9']])
      body = 'body'
    },
  )

  it('is one line or a 500, whatever the name', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (name) => {
        expect((await linesOf([name, 'a'])).length).toBeLessThanOrEqual(1)
      }),
      { numRuns: 1_000 },
    )
  })
})
