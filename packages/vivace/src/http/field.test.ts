import { describe, expect, it } from 'vitest'
import { DefinitionError } from '../errors/index.ts'
import { checkField, isToken } from './field.ts'

describe('isToken()', () => {
  it.each(['GET', 'x-request-id', "!#$%&'*+-.^_`|~09azAZ"])('accepts %j', (text) => {
    expect(isToken(text)).toBe(true)
  })

  it.each(['', 'a b', 'a:b', 'a\r\nb', 'ä', '"a"', 'a,b'])('refuses %j', (text) => {
    expect(isToken(text)).toBe(false)
  })
})

describe('checkField()', () => {
  it.each(['nosniff', "default-src 'none'; frame-ancestors 'none'", 'a\tb', 'x'])(
    'accepts the value %j',
    (value) => {
      expect(() => {
        checkField('x-test', value, 'test()')
      }).not.toThrow()
    },
  )

  it.each(['', ' a', 'a ', 'a\r\nset-cookie: b=c', 'a\0b', 'é', '\x7f'])('refuses the value %j', (value) => {
    expect(() => {
      checkField('x-test', value, 'test()')
    }).toThrow(DefinitionError)
  })

  it('refuses a name that is not a token', () => {
    expect(() => {
      checkField('x test', 'a', 'test()')
    }).toThrowErrorMatchingInlineSnapshot(`
      [DefinitionError: test(): "x test" is not a header name.
      To fix it, write a name such as "x-request-id".
      (HEADER_INVALID, see docs/errors.md)]
    `)
  })
})
