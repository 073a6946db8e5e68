import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Answer } from '../exchange/answer.ts'
import { HeadText } from './head-text.ts'

/** What `node:http` itself writes for the same answer. */
function headOfNode(status: number, headers: readonly string[], length: number): string {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  Object.assign(response, { _keepAliveTimeout: 5_000 })
  response.shouldKeepAlive = true
  response.writeHead(status, [...headers, 'content-length', String(length)])
  return String(Reflect.get(response, '_header'))
}

const answer = (status: number, headers: readonly string[]): Answer => new Answer(status, [...headers], null)

const undated = (head: string | undefined): string | undefined => head?.replace(/^Date: .*\r\n/m, '')

const name = fc.stringMatching(/^x-[!#$%&'*+.^_`|~0-9a-z-]{1,20}$/)
const value = fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,300}$/)
const headers = fc.array(fc.tuple(name, value), { maxLength: 8 }).map((pairs) => pairs.flat())
const status = fc.integer({ min: 200, max: 599 }).filter((code) => code !== 204 && code !== 304)

describe('the head of an answer', () => {
  it('is what node:http writes, for every status and all headers, and the second time as well', () => {
    const head = new HeadText('timeout=5')
    fc.assert(
      fc.property(status, headers, fc.nat(), (code, fields, length) => {
        const expected = undated(headOfNode(code, fields, length))
        expect(undated(head.write(answer(code, fields), length))).toBe(expected)
        expect(undated(head.write(answer(code, fields), length))).toBe(expected)
      }),
    )
  })

  it('is that of node:http also where the answer before had the same names, and some values were others', () => {
    const head = new HeadText('timeout=5')
    const twice = headers.chain((before) =>
      fc.tuple(
        fc.constant(before),
        fc.array(fc.option(value), { minLength: before.length / 2, maxLength: before.length / 2 }),
      ),
    )
    fc.assert(
      fc.property(status, twice, (code, [before, others]) => {
        const fields = before.map((one, at) => (at % 2 === 0 ? one : (others[(at - 1) / 2] ?? one)))
        head.write(answer(code, before), 1)
        expect(undated(head.write(answer(code, fields), 2))).toBe(undated(headOfNode(code, fields, 2)))
        expect(undated(head.write(answer(code, before), 3))).toBe(undated(headOfNode(code, before, 3)))
      }),
    )
  })

  it('is the same where a part of the headers is shared with other answers', () => {
    const head = new HeadText('timeout=5')
    const appended = fc.array(fc.tuple(name, value), { maxLength: 3 })
    fc.assert(
      fc.property(status, headers, appended, (code, shared, own) => {
        const expected = undated(headOfNode(code, [...shared, ...own.flat()], 1))
        for (let time = 0; time < 2; time++) {
          const sharing = Answer.sharing(code, shared, null)
          for (const [one, text] of own) sharing.append(one, text)
          expect(undated(head.write(sharing, 1))).toBe(expected)
        }
        expect(undated(head.write(answer(code, shared), 1))).toBe(undated(headOfNode(code, shared, 1)))
      }),
    )
  })

  it('is refused with a value beside shared headers that cannot be sent', () => {
    const head = new HeadText('timeout=5')
    const sharing = Answer.sharing(200, ['x-a', 'a'], null)
    sharing.append('x-b', 'b')
    expect(head.write(sharing, 0)).toContain('x-a: a\r\nx-b: b\r\n')
    // Past the types, as a program in JavaScript can.
    const own = sharing.ownFields as string[]
    own[1] = 'b\r\nx-evil: 1'
    expect(() => head.write(sharing, 0)).toThrow(TypeError)
  })

  it.each(['a\r\nx-evil: 1', 'snow ☃'])(
    'is refused with the value %j where the name was sent before',
    (bad) => {
      const head = new HeadText('timeout=5')
      head.write(answer(200, ['x-a', 'a', 'x-b', 'b']), 0)
      expect(() => head.write(answer(200, ['x-a', 'a', 'x-b', bad]), 0)).toThrow(TypeError)
      expect(() => head.write(answer(200, ['x-a', bad, 'x-b', 'c']), 0)).toThrow(TypeError)
      expect(head.write(answer(200, ['x-a', 'a', 'x-b', 'b']), 0)).toContain('x-a: a\r\nx-b: b\r\n')
    },
  )

  it('has the date of now, to the second', () => {
    const head = new HeadText('timeout=5').write(answer(200, []), 0)
    const date = Date.parse(/^Date: (.*)\r$/m.exec(head ?? '')?.[1] ?? '')
    expect(Math.abs(Date.now() - date)).toBeLessThan(5_000)
  })

  it('says how long the connection is kept, and nothing where it is kept for ever', () => {
    expect(new HeadText('timeout=65').write(answer(200, []), 0)).toContain('Keep-Alive: timeout=65\r\n')
    expect(new HeadText('').write(answer(200, []), 0)).not.toContain('Keep-Alive')
  })

  it.each(['connection', 'Connection', 'date', 'keep-alive', 'trailer', 'transfer-encoding', 'upgrade'])(
    'is left to node:http where the app itself says %s',
    (field) =>
      expect(new HeadText('timeout=5').write(answer(200, ['x-a', 'b', field, 'close']), 0)).toBeUndefined(),
  )

  it.each([
    ['x-a', 'a\r\nx-evil: 1'],
    ['x-a', 'snow ☃'],
    ['x a', 'b'],
    ['', 'b'],
    ['x-a\r\nx-evil', 'b'],
    ['x-a'],
  ])('is refused with the header %j %j, however often', (...fields) => {
    const head = new HeadText('timeout=5')
    expect(() => head.write(answer(200, fields), 0)).toThrow(TypeError)
    expect(() => head.write(answer(200, fields), 0)).toThrow(TypeError)
  })

  it('does not remember a value for every request', () => {
    const head = new HeadText('timeout=5')
    for (let id = 0; id < 1_000; id++)
      expect(head.write(answer(200, ['x-request-id', String(id)]), 0)).toContain(`x-request-id: ${id}\r\n`)
  })
})
