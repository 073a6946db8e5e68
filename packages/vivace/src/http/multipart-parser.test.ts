import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HttpError } from '../errors/index.ts'
import { MultipartParser } from './multipart-parser.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

type Part = readonly [name: string, fileName: string | undefined, bytes: string]

/** Parses a body that arrives in pieces. */
function parse(pieces: readonly Uint8Array[], boundary = 'AaB'): Part[] {
  const parser = new MultipartParser(boundary, 8_192)
  const parts: Part[] = []
  let bytes: number[] = []
  let header: { name: string; fileName?: string } | undefined
  for (const piece of pieces) {
    parser.write(piece)
    for (let event = parser.next(); event !== undefined; event = parser.next()) {
      if (event.type === 'part') header = event.header
      else if (event.type === 'data') bytes.push(...event.bytes)
      else {
        parts.push([header?.name ?? '?', header?.fileName, decoder.decode(new Uint8Array(bytes))])
        bytes = []
      }
    }
  }
  parser.finish()
  return parts
}

const form = (...lines: string[]): string => lines.join('\r\n')
const disposition = 'Content-Disposition: form-data; name="a"'

const tricky = form(
  'preamble',
  '--AaB  ',
  'content-disposition:form-data; name="a"',
  '',
  'one',
  '--AaB',
  'Content-Type: text/plain',
  'Content-Disposition: form-data; name="f"; filename="日本ñ.txt"',
  '',
  'line\r\n--Aa no\r\n\r\r\n--A',
  '--AaB',
  disposition,
  '',
  '',
  '--AaB--',
  'epilogue',
)
const trickyParts: Part[] = [
  ['a', undefined, 'one'],
  ['f', '日本ñ.txt', 'line\r\n--Aa no\r\n\r\r\n--A'],
  ['a', undefined, ''],
]

describe('a multipart form', () => {
  it('is read the same wherever its chunks begin', () => {
    const bytes = encoder.encode(tricky)
    for (let at = 0; at <= bytes.length; at++)
      expect(parse([bytes.slice(0, at), bytes.slice(at)]), `cut at ${at}`).toEqual(trickyParts)
    expect(parse([...bytes].map((byte) => new Uint8Array([byte])))).toEqual(trickyParts)
  })

  it('is read as the platform reads it, whatever its fields hold', async () => {
    const text = fc.string({ unit: fc.constantFrom('\r', '\n', '-', 'A', 'ñ', '日', ' ', '"', 'a') })
    const field = fc.record({ name: text, value: text, fileName: fc.option(text, { nil: undefined }) })
    await fc.assert(
      fc.asyncProperty(fc.array(field), fc.nat(40), async (fields, size) => {
        const data = new FormData()
        for (const { name, value, fileName } of fields) {
          if (fileName === undefined) data.append(name, value)
          else data.append(name, new Blob([value]), fileName)
        }
        const sent = new Response(data)
        const bytes = new Uint8Array(await sent.clone().arrayBuffer())
        const boundary = /boundary=(.*)$/.exec(sent.headers.get('content-type') ?? '')?.[1] ?? ''
        const pieces: Uint8Array[] = []
        for (let at = 0; at < bytes.length; at += size + 1) pieces.push(bytes.slice(at, at + size + 1))
        const expected = await Promise.all(
          [...(await sent.formData())].map(async ([name, value]) =>
            typeof value === 'string' ? [name, undefined, value] : [name, value.name, await value.text()],
          ),
        )
        expect(parse(pieces, boundary)).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['nothing', ''],
    ['no boundary', 'a=b'],
    ['another boundary', tricky.replaceAll('AaB', 'BbA')],
    ['no end', form('--AaB', disposition, '', 'x')],
    ['an end without its hyphens', form('--AaB', disposition, '', 'x', '--AaB', '')],
    ['a boundary with a tail', form('--AaBC', disposition, '', 'x', '--AaB--')],
    ['a part without a header', form('--AaB', '', 'x', '--AaB--')],
    ['a part without a name', form('--AaB', 'Content-Disposition: form-data', '', 'x', '--AaB--')],
    ['a part without Content-Disposition', form('--AaB', 'Content-Type: a/b', '', 'x', '--AaB--')],
    ['an attachment', form('--AaB', 'Content-Disposition: attachment; name="a"', '', 'x', '--AaB--')],
    ['a header without a colon', form('--AaB', disposition, 'x', '', 'x', '--AaB--')],
    ['a header twice', form('--AaB', disposition, disposition, '', 'x', '--AaB--')],
    ['two names', form('--AaB', `${disposition}; name="b"`, '', 'x', '--AaB--')],
    ['a name without an end', form('--AaB', 'Content-Disposition: form-data; name="a', '', 'x', '--AaB--')],
    ['a name with a tail', form('--AaB', `${disposition}x`, '', 'x', '--AaB--')],
    ['base64', form('--AaB', disposition, 'Content-Transfer-Encoding: base64', '', 'eA==', '--AaB--')],
    [
      'another charset',
      form('--AaB', disposition, 'Content-Type: text/plain; charset=x', '', 'x', '--AaB--'),
    ],
    ['a malformed filename*', form('--AaB', `${disposition}; filename*=UTF-8''%zz`, '', 'x', '--AaB--')],
    ['a filename* of another charset', form('--AaB', `${disposition}; filename*=a''b`, '', 'x', '--AaB--')],
    ['a large header', form('--AaB', `${disposition}; filename="${'a'.repeat(8_192)}"`, '', 'x', '--AaB--')],
    ['a header without an end', form('--AaB', 'x'.repeat(9_000))],
  ])('is refused with %s', (_case, text) => {
    const code = (): unknown => {
      try {
        return parse([encoder.encode(text)])
      } catch (error) {
        return error instanceof HttpError ? [error.status, error.code] : error
      }
    }
    expect(code()).toEqual([400, 'malformed-form'])
  })

  it('is refused where a header is not UTF-8', () => {
    const bytes = encoder.encode(form('--AaB', disposition, '', 'x', '--AaB--'))
    bytes[bytes.indexOf('a'.charCodeAt(0), 30)] = 0xff
    bytes[45] = 0xff
    expect(() => parse([bytes])).toThrow()
  })

  it.each([
    ['filename="a\\"b"', 'a"b'],
    ['filename="a%22b%0D%0A%zz"', 'a"b\r\n%zz'],
    ['filename="C:\\dir\\a.txt"', 'C:\\dir\\a.txt'],
    ['filename=a.txt', 'a.txt'],
    ['filename="a; name=x.txt"', 'a; name=x.txt'],
    ["filename=a.txt; filename*=utf-8'en'%E6%97%A5", '日'],
    ['filename=""', ''],
    ['; ;', undefined],
  ])('takes the file name of %s', (parameter, fileName) => {
    const text = form('--AaB', `${disposition}; ${parameter}`, '', 'x', '--AaB--')
    expect(parse([encoder.encode(text)])).toEqual([['a', fileName, 'x']])
  })
})
