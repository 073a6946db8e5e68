import { createParser } from 'eventsource-parser'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventParser } from '../http/event-parser.ts'
import { event } from './server-sent-event.ts'
import { writeEvent } from './write-event.ts'

interface Parsed {
  readonly event: string | undefined
  readonly data: string
  readonly id: string | undefined
}

interface Read {
  readonly events: Parsed[]
  readonly comments: string[]
  readonly retries: number[]
}

/** What a client makes of a stream. */
function read(text: string): Read {
  const found: Read = { events: [], comments: [], retries: [] }
  const parser = createParser({
    onEvent: ({ event, data, id }) => found.events.push({ event, data, id }),
    onComment: (comment) => found.comments.push(comment),
    onRetry: (retry) => found.retries.push(retry),
  })
  parser.feed(text)
  return found
}

const poison = [
  '\r',
  '\n',
  '\r\n',
  '\0',
  '\u2028',
  '\u2029',
  'data: x',
  'id: 1',
  ':',
  ' ',
  'é',
  '😀',
  '\uFEFF',
]
const part = fc.oneof(fc.constantFrom(...poison), fc.string({ unit: 'binary', maxLength: 4 }))
const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
/** As one text is spread over lines, its breaks are all read as one kind. */
const unified = (value: string): string => value.replace(/\r\n|\r/g, '\n')

describe('writeEvent()', () => {
  it('writes the fields in one order, data and comments line by line', () => {
    expect(writeEvent('a\nb\r\nc\rd', { comment: 'x\ny', event: 'e', id: 0, retry: 5 })).toBe(
      ': x\n: y\nevent: e\ndata: a\ndata: b\ndata: c\ndata: d\nid: 0\nretry: 5\n\n',
    )
  })

  it('writes an event without data', () => {
    expect(writeEvent(undefined)).toBe('\n')
    expect(writeEvent(undefined, { comment: 'here' })).toBe(': here\n\n')
  })

  // Row T16 of the reliability rows.
  it('is one event with equal data, whatever 10,000 strings are put into it', () => {
    fc.assert(
      fc.property(
        fc.record({ data: text, comment: text, id: text, name: text, retry: fc.nat() }),
        (given) => {
          const { data, comment, id, name, retry } = given
          const isId = !/[\0\r\n]/.test(id)
          const isName = !/[\0\r\n]/.test(name)
          if (!isId) expect(() => event(1, { id })).toThrow(TypeError)
          if (!isName) expect(() => event(1, { event: name })).toThrow(TypeError)
          const fields = { comment, retry, ...(isId ? { id } : {}), ...(isName ? { event: name } : {}) }
          const written = writeEvent(data, event(undefined, { ...fields, raw: data }).fields)
          // A second event after it shows that nothing of the first one reaches further.
          const found = read(`${written}${writeEvent('end')}`)
          expect(found.events).toEqual([
            {
              event: isName && name !== '' ? name : undefined,
              data: unified(data),
              id: isId ? id : undefined,
            },
            { event: undefined, data: 'end', id: undefined },
          ])
          expect(found.retries).toEqual([retry])
          expect(found.comments.join('\n')).toBe(unified(comment))
        },
      ),
      { numRuns: 10_000 },
    )
  })

  it('is read by the parser of the test client as by others, however it is cut', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('\n', '\r', '\r\n'), fc.nat(), (data, lineBreak, at) => {
        const written = `${writeEvent(data, { event: 'a', id: 7 })}${writeEvent('end')}`.replaceAll(
          '\n',
          lineBreak,
        )
        const cut = at % (written.length + 1)
        const parser = new EventParser()
        const events = [...parser.push(written.slice(0, cut)), ...parser.push(written.slice(cut))]
        expect(events).toEqual([
          { event: 'a', data: unified(data), id: '7' },
          { event: 'message', data: 'end', id: '7' },
        ])
      }),
      { numRuns: 1_000 },
    )
  })
})

describe('event()', () => {
  it.each([
    ['id', { id: 'a\nb' }],
    ['id', { id: 'a\0' }],
    ['event', { event: 'a\rdata: b' }],
    ['event', { event: '\0' }],
    ['retry', { retry: -1 }],
    ['retry', { retry: 1.5 }],
    ['retry', { retry: Number.NaN }],
    ['raw', { raw: 'x' }],
  ])('refuses what the field %s cannot say: %j', (field, fields) => {
    expect(() => event({ n: 1 }, fields)).toThrow(new RegExp(`'${field}'`))
  })
})
