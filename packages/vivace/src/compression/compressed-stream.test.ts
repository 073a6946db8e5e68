import { randomBytes } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { settled } from '../../tests/fixtures/deferred.ts'
import { CompressedStream } from './compressed-stream.ts'
import { type ContentCoder, contentCoders } from './content-coder.ts'

function coderOf(name: 'br' | 'gzip'): ContentCoder {
  const coder = contentCoders.get(name)
  if (coder === undefined) throw new Error(`There is no ${name}.`)
  return coder
}

async function* pieces(
  all: readonly (string | Uint8Array)[],
  pauses = 0,
): AsyncGenerator<string | Uint8Array> {
  for (const piece of all) {
    for (let pause = 0; pause < pauses; pause++) await settled()
    yield piece
  }
}

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

describe('CompressedStream', () => {
  it('gives what unpacks to what it was given, in whatever pieces', async () => {
    const piece = fc.oneof(fc.string(), fc.uint8Array({ maxLength: 50 }))
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), fc.nat({ max: 2 }), async (all, pauses) => {
        const expected = Buffer.concat(all.map((one) => Buffer.from(one)))
        const gzipped = await whole(new CompressedStream(pieces(all, pauses), coderOf('gzip')))
        expect(Buffer.compare(gunzipSync(gzipped), expected)).toBe(0)
        const brotli = await whole(new CompressedStream(pieces(all, pauses), coderOf('br')))
        expect(Buffer.compare(brotliDecompressSync(brotli), expected)).toBe(0)
      }),
    )
  })

  it('asks its source for no more than the reader takes', async () => {
    let made = 0
    let isEnded = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) {
          made += 1
          yield randomBytes(65_536)
        }
      } finally {
        isEnded = true
      }
    }
    const stream = new CompressedStream(endless(), coderOf('gzip'))
    for (let taken = 1; taken <= 20; taken++) {
      await stream.next()
      // A coder may hold back a little; it is not another piece each time.
      expect(made).toBeLessThanOrEqual(taken + 2)
    }
    await stream.return()
    expect(isEnded).toBe(true)
    expect(await stream.next()).toEqual({ done: true, value: undefined })
  })

  it.each([0, 3])('ends its source while it waits, and so the wait, after %i turns', async (turns) => {
    let leave: () => void = () => undefined
    const waiting: AsyncIterableIterator<string> = {
      [Symbol.asyncIterator]: () => waiting,
      next: () => new Promise((resolve) => (leave = () => resolve({ done: true, value: undefined }))),
      return() {
        leave()
        return Promise.resolve({ done: true, value: undefined })
      },
    }
    const stream = new CompressedStream(waiting, coderOf('gzip'))
    const next = stream.next()
    for (let turn = 0; turn < turns; turn++) await settled()
    await stream.return()
    expect(await next).toEqual({ done: true, value: undefined })
  })

  it('compresses together what is there at once', async () => {
    const all = Array.from({ length: 50 }, () => 'a')
    const apart = await whole(new CompressedStream(pieces(all, 3), coderOf('gzip')))
    const together = await whole(new CompressedStream(pieces(all), coderOf('gzip')))
    expect(together.length).toBeLessThan(apart.length)
  })

  it('fails when its source does', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield 'a'
      await settled()
      throw new Error('broken')
    }
    await expect(whole(new CompressedStream(failing(), coderOf('gzip')))).rejects.toThrow('broken')
  })
})
