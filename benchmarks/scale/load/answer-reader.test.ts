import { describe, expect, it } from 'vitest'
import { AnswerReader } from './answer-reader.ts'

const answer = (head: string, body: string): Buffer => Buffer.from(`HTTP/1.1 ${head}\r\n\r\n${body}`)

describe('AnswerReader', () => {
  it('reads an answer that comes in one piece', () => {
    const read = new AnswerReader().read(answer('201 Created\r\nContent-Length: 4', 'año'))
    expect(read).toEqual({ status: 201, body: Buffer.from('año'), isLast: false })
  })

  it('reads one that comes byte by byte, and the next one after it', () => {
    const reader = new AnswerReader()
    const first = answer('200 OK\r\ncontent-length: 2\r\nx: y', '{}')
    const seen = Array.from(first, (byte) => reader.read(Buffer.from([byte])))
    expect(seen.filter((one) => one !== undefined)).toHaveLength(1)
    expect(seen.at(-1)?.body.toString()).toBe('{}')
    expect(reader.read(answer('404 Not Found\r\ncontent-length: 0', ''))?.status).toBe(404)
  })

  it('says when the server closes the connection', () => {
    const read = new AnswerReader().read(answer('200 OK\r\nConnection: close\r\nContent-Length: 1', 'x'))
    expect(read?.isLast).toBe(true)
  })

  it('waits for no body after 204 and 304', () => {
    expect(new AnswerReader().read(answer('204 No Content', ''))?.status).toBe(204)
    expect(new AnswerReader().read(answer('304 Not Modified\r\netag: "a"', ''))?.status).toBe(304)
  })

  it('refuses an answer whose length it cannot know', () => {
    const reader = new AnswerReader()
    expect(() => reader.read(answer('200 OK\r\ntransfer-encoding: chunked', '0\r\n\r\n'))).toThrow(
      /its length/,
    )
  })
})
