import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePathTemplate } from './path-template.ts'
import { type RouteMatch, RouteTable } from './route-table.ts'

function tableOf(...texts: readonly string[]): RouteTable<string> {
  const table = new RouteTable<string>()
  for (const text of texts) table.add('GET', parsePathTemplate(text), text)
  return table
}

const placeOf = (text: string): string => text.replaceAll(/\{\w+/g, '{')

/** What the rule says, tried with every template. */
function expectedMatch(texts: readonly string[], path: string): RouteMatch<string> | undefined {
  const matches = texts.flatMap((target) => {
    const pattern = target
      .replaceAll('.', String.raw`\.`)
      .replaceAll(/\{\w+\*\}/g, '(.+)')
      .replaceAll(/\{\w+\}/g, '([^/]+?)')
    const match = new RegExp(`^${pattern}$`).exec(path)
    return match === null ? [] : [{ target, values: match.slice(1) }]
  })
  return matches.sort((one, other) => compareRanks(ranksOf(one.target), ranksOf(other.target)))[0]
}

/** Of each segment: fixed, with so many fixed characters, a parameter, the rest. */
function ranksOf(text: string): readonly string[] {
  return placeOf(text)
    .slice(1)
    .split('/')
    .map((segment) => {
      if (segment.includes('*')) return '3'
      if (!segment.includes('{')) return '0'
      const fixed = segment.replaceAll('{}', '').length
      return fixed === 0 ? '2' : `1 ${9 - fixed} ${segment}`
    })
}

function compareRanks(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((rank, index) => rank !== other[index])
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1
}

describe('RouteTable', () => {
  it.each([
    ['/', '/', []],
    ['/health', '/health', []],
    ['/items/{id}', '/items/7', ['7']],
    ['/{a}/{b}/{c}', '/x/y/z', ['x', 'y', 'z']],
    ['/{name}.{ext}', '/report.pdf', ['report', 'pdf']],
    ['/{name}.{ext}', '/archive.tar.gz', ['archive', 'tar.gz']],
    ['/v{version}/items', '/v2/items', ['2']],
    ['/{id}abc', '/12abc', ['12']],
    ['/{year}q{quarter}', '/2026q3', ['2026', '3']],
    ['/{id}_thumb', '/7_thumb', ['7']],
    ['/{id}ñ', '/7%C3%B1', ['7']],
    ['/{id}$metadata', '/7$metadata', ['7']],
    ['/a(b)/{id}', '/a(b)/1', ['1']],
    ['/a:b/*+', '/a:b/*+', []],
    ['/niños/{id}', '/ni%C3%B1os/1', ['1']],
    ['/niños', '/ni%C3%B1os', []],
    ['/{file-name}', '/x', ['x']],
    ['/{constructor}', '/x', ['x']],
    ['/{__proto__}', '/x', ['x']],
    ['/__proto__/{id}', '/__proto__/x', ['x']],
    ['/a`b/{id}', '/a%60b/1', ['1']],
    ['/a^b/{id}', '/a%5Eb/1', ['1']],
    ['/a^b/{id}', '/a^b/1', ['1']],
    ['/a^b', '/a%5Eb', []],
    ['/a^b', '/a^b', []],
    ['/{name}.tar.{ext}', '/a.tar.gz', ['a', 'gz']],
    ['/{a}-{b}-{c}', '/1-2-3-4', ['1', '2', '3-4']],
  ])('leads to %s from %s', (text, path, values) => {
    expect(tableOf(text).find('GET', path)).toEqual({ target: text, values })
  })

  it.each([
    ['/items/{id}', '/items'],
    ['/items/{id}', '/items/'],
    ['/items/{id}', '/items/7/8'],
    ['/items/{id}', '/Items/7'],
    ['/{name}.{ext}', '/report'],
    ['/{name}.{ext}', '/.pdf'],
    ['/{name}.{ext}', '/report.'],
    ['/{id}abc', '/abc'],
    ['/a{x}a', '/aa'],
    ['/{id}', '/'],
    ['/constructor/{id}', '/toString/1'],
    ['/health', '/health/x'],
    ['/a:b', '/a1'],
    ['/a*', '/abc'],
    ['/a+', '/aa'],
    ['/a(b)', '/ab'],
    ['/files/{rest*}', '/files'],
    ['/files/{rest*}', '/files/'],
  ])('does not lead to %s from %s', (text, path) => {
    expect(tableOf(text).find('GET', path)).toBeUndefined()
  })

  describe('values', () => {
    it('decodes a value after the path was split', () => {
      expect(tableOf('/items/{id}').find('GET', '/items/a%20b%C3%B1%3F%25')?.values).toEqual(['a bñ?%'])
    })

    it('gives the rest of the path, its slashes included', () => {
      const table = tableOf('/files/{rest*}')
      expect(table.find('GET', '/files/a')?.values).toEqual(['a'])
      expect(table.find('GET', '/files/a/b%20c/d')?.values).toEqual(['a/b c/d'])
      expect(table.find('GET', '/files/a/')?.values).toEqual(['a/'])
    })

    it.each(['/items/%', '/items/%zz', '/items/%C3', '/items/%C0%AF'])(
      'answers 400 for the malformed %s',
      (path) => {
        expect(() => tableOf('/items/{id}').find('GET', path)).toThrow(
          expect.objectContaining({ status: 400, code: 'bad-request' }),
        )
      },
    )

    it('takes 256 characters and answers 414 for more, without repeating them', () => {
      const table = tableOf('/items/{id}')
      expect(table.find('GET', `/items/${'a'.repeat(256)}`)?.values[0]).toHaveLength(256)
      expect(table.find('GET', `/items/${'%C3%B1'.repeat(256)}`)?.values[0]).toHaveLength(256)
      expect(() => table.find('GET', `/items/${'a'.repeat(257)}`)).toThrow(
        expect.objectContaining({
          status: 414,
          code: 'uri-too-long',
          detail: "The path parameter 'id' is too long.",
        }),
      )
    })

    it('has no limit of its own for the rest of the path', () => {
      expect(tableOf('/files/{rest*}').find('GET', `/files/${'a'.repeat(1_000)}`)?.values[0]).toHaveLength(
        1_000,
      )
    })
  })

  describe('precedence', () => {
    const texts = [
      '/items/{rest*}',
      '/items/{id}',
      '/items/{name}.{ext}',
      '/items/{name}.tar.{ext}',
      '/items/special',
      '/items/{id}/parts',
      '/items/special/{part}',
    ]

    it.each([
      ['/items/special', '/items/special'],
      ['/items/7', '/items/{id}'],
      ['/items/a.gz', '/items/{name}.{ext}'],
      ['/items/a.tar.gz', '/items/{name}.tar.{ext}'],
      ['/items/7/parts', '/items/{id}/parts'],
      ['/items/special/x', '/items/special/{part}'],
      ['/items/7/x', '/items/{rest*}'],
      ['/items/7/parts/x', '/items/{rest*}'],
    ])('leads %s to %s in every order of registration', (path, expected) => {
      fc.assert(
        fc.property(fc.shuffledSubarray(texts, { minLength: texts.length }), (order) => {
          expect(tableOf(...order).find('GET', path)?.target).toBe(expected)
        }),
      )
    })

    it('goes back where a fixed segment leads nowhere', () => {
      const table = tableOf('/a/b/c', '/a/{x}/d', '/{y}/b/e')
      expect(table.find('GET', '/a/b/d')).toEqual({ target: '/a/{x}/d', values: ['b'] })
      expect(table.find('GET', '/a/b/e')).toEqual({ target: '/{y}/b/e', values: ['a'] })
    })

    it('takes no value along from where it went back', () => {
      const table = tableOf('/{a}.{b}/x', '/{c}/{d}/x', '/{rest*}')
      expect(table.find('GET', '/1.2/y/x')).toEqual({ target: '/{c}/{d}/x', values: ['1.2', 'y'] })
      expect(table.find('GET', '/1.2/y/z')).toEqual({ target: '/{rest*}', values: ['1.2/y/z'] })
    })

    it('falls back to a parameter where the fixed path lacks the method', () => {
      const table = tableOf('/items/{id}')
      table.add('POST', parsePathTemplate('/items/special'), 'post')
      expect(table.find('GET', '/items/special')).toEqual({ target: '/items/{id}', values: ['special'] })
      expect(table.find('POST', '/items/special')?.target).toBe('post')
    })
  })

  it('leads each path to the route that fixes more at the first difference, and takes the same values from it', () => {
    const segment = fc.constantFrom('a', 'b', '{x}', '{x}.j', 'v{x}', '{x}a{z}', '{x}b{z}b')
    const last = fc.constantFrom('a', '', '{y}', '{y}', '{y}.j', 'v{y}', '{y}b{w}', '{rest*}')
    const template = fc
      .tuple(fc.array(segment, { maxLength: 2 }), last)
      .map(([segments, end]) => [...segments.map((text, at) => text.replace(/[xz]/g, `$&${at}`)), end])
      .map((segments) => `/${segments.join('/')}`)
    const text = fc.oneof(
      fc.constantFrom('a', 'b', 'v1', 'va.j'),
      fc.stringMatching(/^[abjv.]{1,6}$/).filter((dots) => !/^\.+$/.test(dots)),
    )
    const path = fc
      .tuple(fc.array(text, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '', '/'))
      .map(([segments, end]) => `/${segments.join('/')}${end}`)
    fc.assert(
      fc.property(
        fc.uniqueArray(template, { maxLength: 8, selector: placeOf }),
        fc.array(path, { maxLength: 8 }),
        (texts, paths) => {
          const table = tableOf(...texts)
          for (const one of paths) {
            const expected = expectedMatch(texts, one)
            expect(table.find('GET', one)).toEqual(expected)
            expect(table.methodsAt(one, ['GET'])).toEqual(expected === undefined ? [] : ['GET'])
          }
        },
      ),
      { numRuns: 2_000 },
    )
  })

  describe('trailing slashes', () => {
    it('take /items/ and /items for two paths', () => {
      const table = tableOf('/items', '/items/{id}')
      expect(table.find('GET', '/items/')).toBeUndefined()
      expect(table.find('GET', '/items/7/')).toBeUndefined()
    })

    it('lead to the route that has one', () => {
      const table = tableOf('/items', '/items/', '/items/{id}', '/items/{id}/')
      for (const [path, target] of [
        ['/items', '/items'],
        ['/items/', '/items/'],
        ['/items/7', '/items/{id}'],
        ['/items/7/', '/items/{id}/'],
      ] as const) {
        expect(table.find('GET', path)?.target).toBe(target)
      }
    })

    it('lead to a less special route where the special one lacks it', () => {
      const table = tableOf('/a/{x}', '/{y}/b/', '/files/{id}', '/files/{rest*}')
      expect(table.find('GET', '/a/b/')).toEqual({ target: '/{y}/b/', values: ['a'] })
      expect(table.find('GET', '/files/a/')).toEqual({ target: '/files/{rest*}', values: ['a/'] })
    })
  })

  it('answers the template that has the place already, whatever its parameters are called', () => {
    const table = tableOf('/items/{id}')
    expect(table.add('GET', parsePathTemplate('/items/{name}'), 'x')?.text).toBe('/items/{id}')
    expect(table.add('POST', parsePathTemplate('/items/{name}'), 'x')).toBeUndefined()
    expect(table.add('GET', parsePathTemplate('/items/{name}/'), 'x')).toBeUndefined()
  })

  it('tells which methods a path has routes for', () => {
    const table = tableOf('/items/{id}', '/items/')
    table.add('PUT', parsePathTemplate('/items/{id}'), 'put')
    table.add('POST', parsePathTemplate('/items/special'), 'post')
    const methods = ['GET', 'PUT', 'POST'] as const
    expect(table.methodsAt('/items/special', methods)).toEqual(['GET', 'PUT', 'POST'])
    expect(table.methodsAt('/items/7', methods)).toEqual(['GET', 'PUT'])
    expect(table.methodsAt('/items/', methods)).toEqual(['GET'])
    expect(table.methodsAt('/items', methods)).toEqual([])
  })
})
