import { describe, expect, it } from 'vitest'
import { EventParser } from './event-parser.ts'

// The examples of https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation.
describe('EventParser', () => {
  it('reads the first example of the standard', () => {
    expect(new EventParser().push('data: YHOO\ndata: +2\ndata: 10\n\n')).toEqual([
      { event: 'message', data: 'YHOO\n+2\n10', id: '' },
    ])
  })

  it('passes over comments, keeps the last id, and takes an empty one away', () => {
    expect(
      new EventParser().push(
        ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
      ),
    ).toEqual([
      { event: 'message', data: 'first event', id: '1' },
      { event: 'message', data: 'second event', id: '' },
      { event: 'message', data: ' third event', id: '' },
    ])
  })

  it('dispatches empty data, and none of an event that has not ended', () => {
    expect(new EventParser().push('data\n\ndata\ndata\n\ndata:')).toEqual([
      { event: 'message', data: '', id: '' },
      { event: 'message', data: '\n', id: '' },
    ])
  })

  it('forgets the name of an event without data', () => {
    expect(new EventParser().push('event: add\n\ndata: 1\n\n')).toEqual([
      { event: 'message', data: '1', id: '' },
    ])
  })

  it('takes an id with NUL and a retry that is no number for nothing', () => {
    const parser = new EventParser()
    parser.push('id: a\0\nretry: soon\ndata: 1\n\n')
    expect(parser.retry).toBeUndefined()
    parser.push('retry: 250\n')
    expect(parser.retry).toBe(250)
  })
})
