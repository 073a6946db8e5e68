import { describe, expect, it } from 'vitest'
import { parsePathTemplate } from './path-template.ts'

describe('parsePathTemplate()', () => {
  it.each([
    ['/', []],
    ['/health', []],
    ['/items/{itemId}', ['itemId']],
    ['/users/{user_id}/files/{file-name}', ['user_id', 'file-name']],
    ['/{name}.{ext}', ['name', 'ext']],
    ['/v{version}/items', ['version']],
  ])('reads the parameters of %s', (text, parameters) => {
    expect(parsePathTemplate(text)).toMatchObject({ text, parameters, rest: undefined })
  })

  it('reads {rest*} as the parameter for the rest of the path', () => {
    expect(parsePathTemplate('/files/{folder}/{rest*}')).toMatchObject({
      parameters: ['folder', 'rest'],
      rest: 'rest',
    })
  })

  it('tells the segments, their literals as they are on the wire', () => {
    expect(parsePathTemplate('/niños/v{version}/{name}.{ext}/{rest*}').segments).toEqual([
      ['ni%C3%B1os'],
      ['v', ''],
      ['', '.', ''],
      ['', ''],
    ])
    expect(parsePathTemplate('/items/').segments).toEqual([['items'], ['']])
  })

  it.each([
    ['items', 'it does not begin with "/"', 'write it as "/…"'],
    ['', 'it does not begin with "/"', 'write it as "/…"'],
    [
      '/items?q={q}',
      'it holds a "?", a "#" or a blank',
      'declare query parameters with query() and leave them out of the path',
    ],
    [
      '/a b',
      'it holds a "?", a "#" or a blank',
      'declare query parameters with query() and leave them out of the path',
    ],
    [
      '/a//b',
      'it has an empty segment, a dot segment, a backslash or an encoded slash',
      'write the one spelling that requests are answered under',
    ],
    [
      '/a/../b',
      'it has an empty segment, a dot segment, a backslash or an encoded slash',
      'write the one spelling that requests are answered under',
    ],
    [
      '/a%2Fb',
      'it has an empty segment, a dot segment, a backslash or an encoded slash',
      'write the one spelling that requests are answered under',
    ],
    ['/{a}{b}', 'two parameters touch', 'put a literal or a slash between them'],
    ['/{rest*}/more', '{rest*} is not a whole segment at the end', 'move it to the end, after a slash'],
    ['/a{rest*}', '{rest*} is not a whole segment at the end', 'move it to the end, after a slash'],
    ['/{a', 'a brace has no partner', 'write parameters as {name}'],
    ['/a}', 'a brace has no partner', 'write parameters as {name}'],
    ['/{}', '{} is not a parameter name', 'begin it with a letter and use letters, digits, "_", "-" and "."'],
    [
      '/{1a}',
      '{1a} is not a parameter name',
      'begin it with a letter and use letters, digits, "_", "-" and "."',
    ],
    ['/{a}/{a}', '{a} occurs twice', 'give each parameter its own name'],
    ['/{a}/{a*}', '{a*} occurs twice', 'give each parameter its own name'],
  ])('refuses %j: %s', (text, cause, remedy) => {
    expect(() => parsePathTemplate(text)).toThrow(
      expect.objectContaining({
        name: 'DefinitionError',
        code: 'PATH_TEMPLATE_INVALID',
        where: `Path '${text}'`,
        message: `Path '${text}': ${cause}.\nTo fix it, ${remedy}.\n(PATH_TEMPLATE_INVALID, see docs/errors.md)`,
      }),
    )
  })
})
