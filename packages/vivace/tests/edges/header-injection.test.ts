import * as fc from 'fast-check'
import type { OutgoingResponse } from 'vivace'
import { App, Answer, HttpError, redirect, reply, response, silentLogger } from 'vivace'
import { requestId } from 'vivace/middleware'
import { afterAll, describe, expect, it } from 'vitest'
import { contentDisposition } from '../../src/http/content-disposition.ts'
import { runs, seed } from '../fuzz/fuzz-settings.ts'
import { serveQuietly } from './node-driver.ts'
import { openConnection } from './raw-connection.ts'

/** Any text, and texts that are mostly what ends a line or an attribute, on this level or another. */
const nasty = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\r',
      '\n',
      '\0',
      ':',
      ';',
      ',',
      '=',
      ' ',
      '/',
      '\\',
      '"',
      '%0d%0a',
      'a',
      'č',
      'Ċ',
      '\u2028',
      '\ud800',
    ),
  }),
  fc.string().map((text) => `${text}\r\nset-cookie: evil=1`),
)

/** Puts a text wherever the `response` input takes one; each is one more header line, or throws. */
type Setter = (response: OutgoingResponse, text: string) => void

// Texts where the types want something else: JavaScript does not ask the types.
const setters: Readonly<Record<string, Setter>> = {
  'the value of a header': (out, text) => out.header('x-value', text),
  'the name of a header': (out, text) => out.header(text, 'name'),
  'the value of a cookie': (out, text) => out.cookie('value', text),
  'the name of a cookie': (out, text) => out.cookie(text, 'name'),
  'the path of a cookie': (out, text) => out.cookie('path', '1', { path: text }),
  'the domain of a cookie': (out, text) => out.cookie('domain', '1', { domain: text }),
  'the SameSite of a cookie': (out, text) => out.cookie('same', '1', { sameSite: text as never }),
  'the age of a cookie': (out, text) => out.cookie('age', '1', { maxAge: text as never }),
  'the end of a cookie': (out, text) => out.cookie('end', '1', { expires: new Date(text) }),
  'the name of a file': (out, text) =>
    out.header('content-disposition', contentDisposition('attachment', text)),
}

/** What answers itself; the header lines it has beside the body's, or it throws. */
const answers: Readonly<
  Record<string, (text: string) => { readonly lines: number; readonly answer: () => unknown }>
> = {
  'a header of a reply': (text) => told(1, reply(200, 'x', { headers: { 'x-reply': text } })),
  'the name of a header of a reply': (text) => told(1, reply(200, 'x', { headers: { [text]: 'x' } })),
  'a cookie of a reply': (text) => told(1, reply(200, 'x', { cookies: { reply: text } })),
  'the status of a reply': (text) => told(0, reply(text as never, 'x')),
  'a redirect': (text) => told(1, redirect(text)),
  'a redirect below a path': (text) => told(1, redirect(`/x/${text}`)),
  'a header of an answer': (text) => {
    const answer = new Answer(200, ['content-type', 'application/json'], '1')
    answer.append('x-answer', text)
    return told(1, answer)
  },
  'the id of a request': () => told(0, 'x'),
  'a header of an error': (text) => {
    const error = new HttpError(409, { detail: text, headers: { 'x-error': text } })
    return {
      lines: 1,
      answer: () => {
        throw error
      },
    }
  },
}

const idOfRequest = 'the id of a request'

function told(lines: number, answer: unknown): { readonly lines: number; readonly answer: () => unknown } {
  return { lines, answer: () => answer }
}

/** Names of ours: those that every answer of this app has. */
const usual = new Set([
  'cache-control',
  'connection',
  'content-length',
  'content-security-policy',
  'content-type',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'date',
  'keep-alive',
  'referrer-policy',
  'x-content-type-options',
])

const fourTexts = fc.tuple(nasty, nasty, nasty, nasty)

describe('whatever text an app puts into a header, a cookie, a redirect, a status or a file name', async () => {
  let texts: readonly string[] = []
  let way = ''
  let expected = 0
  const app = new App({
    title: 'Injection',
    version: '1.0.0',
    log: silentLogger,
    middleware: [requestId({ generate: () => (way === idOfRequest ? (texts[0] ?? '') : 'id') })],
  })
  app.get('/', { inputs: { response } }, ({ response }) => {
    expected = 0
    for (const set of Object.values(setters)) {
      for (const text of texts) {
        try {
          set(response, text)
          expected++
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError)
        }
      }
    }
    try {
      // `way` is one of its keys.
      const { lines, answer } = (answers[way] as (typeof answers)[string])(texts[0] ?? '')
      const answered = answer()
      // An answer that is complete drops what the response was told.
      expected = answered instanceof Answer ? lines : expected + lines
      return answered
    } catch (error) {
      // And so does an error.
      if (error instanceof HttpError) {
        expected = 1
        throw error
      }
      expect(error).toBeInstanceOf(TypeError)
      return 'refused at the call'
    }
  })
  const server = await serveQuietly(app)
  const connection = await openConnection(server.port)

  afterAll(async () => {
    connection.destroy()
    await server.stop()
  })

  it('no line is added to the answer but the one that was asked for', { timeout: 600_000 }, async () => {
    const ways = Object.keys(answers)
    let at = 0
    let sent = 0
    await fc.assert(
      fc.asyncProperty(fourTexts, async (values) => {
        texts = values
        way = ways[at++ % ways.length] ?? ''
        const answer = await connection.write('GET / HTTP/1.1\r\nhost: a\r\n\r\n').answer()
        expect(connection.received).toBe('')
        const added = answer.headers.filter(([name]) => !usual.has(name) && name !== 'x-request-id')
        const overwritten = answer.headers.filter(([name]) => name === 'content-type').length
        expect(overwritten).toBeLessThanOrEqual(1)
        // The id is set by middleware: what it throws there is a 500, and nobody's header.
        expect(answer.status === 500 && way !== idOfRequest).toBe(false)
        expect(added.map(([name]) => name)).toHaveLength(answer.status === 500 ? 0 : expected)
        for (const [name, line] of added) if (name === 'set-cookie') expect(line).not.toContain('evil=1;')
        sent += texts.length
      }),
      { seed, numRuns: runs(5_000, 50_000) },
    )
    expect(sent).toBe(runs(20_000, 200_000))
  })
})
