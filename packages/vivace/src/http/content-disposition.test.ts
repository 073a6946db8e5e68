import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contentDisposition } from './content-disposition.ts'

describe('contentDisposition()', () => {
  it.each([
    [undefined, 'inline'],
    ['a b.txt', 'inline; filename="a b.txt"'],
    ['año.txt', `inline; filename="a_o.txt"; filename*=UTF-8''a%C3%B1o.txt`],
    ['日本.pdf', `inline; filename="__.pdf"; filename*=UTF-8''%E6%97%A5%E6%9C%AC.pdf`],
    ['a".txt', `inline; filename="a_.txt"; filename*=UTF-8''a%22.txt`],
    ['a\\".txt', `inline; filename="a__.txt"; filename*=UTF-8''a_%22.txt`],
    ['50%41.txt', `inline; filename="50_41.txt"; filename*=UTF-8''50%2541.txt`],
    ['../../etc/passwd', 'inline; filename=".._.._etc_passwd"'],
    [
      "it's (1)*.txt é",
      `inline; filename="it's (1)*.txt _"; filename*=UTF-8''it%27s%20%281%29%2A.txt%20%C3%A9`,
    ],
    ['\ud800', `inline; filename="_"; filename*=UTF-8''%EF%BF%BD`],
  ])('names %j: %s', (name, header) => {
    expect(contentDisposition('inline', name)).toBe(header)
  })

  it('is one header, with one name, whatever the name is', () => {
    const name = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.oneof(name, fc.constant('a\r\nset-cookie: a=b')), (text) => {
        expect(contentDisposition('attachment', text)).toMatch(
          /^attachment; filename="[ !#$&-[\]-~]*"(?:; filename\*=UTF-8''[\w!#$&+.^`|~%-]*)?$/,
        )
      }),
    )
  })
})
