import { describe, expect, it } from 'vitest'
import { forbiddenKeyPath } from './forbidden-keys.ts'

const pathIn = (text: string): (string | number)[] | undefined => forbiddenKeyPath(text, JSON.parse(text))

describe('forbiddenKeyPath()', () => {
  it.each([
    ['{"__proto__":{"admin":true}}', ['__proto__']],
    ['{"__proto__":null}', ['__proto__']],
    ['{"user":[{"name":"a"},{"__proto__":1}]}', ['user', 1, '__proto__']],
    ['{"constructor":{"prototype":{"admin":true}}}', ['constructor']],
    ['[{"a":{"constructor":{"prototype":1}}}]', [0, 'a', 'constructor']],
  ])('finds the key in %s', (text, path) => {
    expect(pathIn(text)).toEqual(path)
  })

  it.each([
    '{"\\u005f\\u005fproto\\u005f\\u005f":{}}',
    '{"__pr\\u006Fto__":{}}',
    '{"__proto\\u005F_":{}}',
    '{"c\\u006fnstructor":{"pr\\u006ftotype":{}}}',
    '{"constructor":{"\\u0070rototype":{}}}',
  ])('sees through the escapes of %s', (text) => {
    expect(pathIn(text)).toHaveLength(1)
  })

  it.each([
    '{"a":"__proto__"}',
    '{"a":"constructor","b":"prototype"}',
    '{"constructor":"prototype"}',
    '{"constructor":{"name":"prototype"}}',
    '{"prototype":{"constructor":1}}',
    '{"a":"\\u0061\\u005f"}',
    '{"a":"\\\\u005f"}',
    '"__proto__"',
    'null',
  ])('leaves %s alone', (text) => {
    expect(pathIn(text)).toBeUndefined()
  })

  it('names the first key in the order of the text', () => {
    expect(pathIn('{"a":{"b":{"__proto__":1}},"c":{"__proto__":1}}')).toEqual(['a', 'b', '__proto__'])
  })

  it('does not look at a value whose text holds neither word', () => {
    // What a parser of another format may have made: no text of JSON leads to it.
    expect(forbiddenKeyPath('{}', JSON.parse('{"__proto__":1}'))).toBeUndefined()
  })

  it('walks a value of any depth', () => {
    const text = `${'{"a":'.repeat(20_000)}{"__proto__":1}${'}'.repeat(20_000)}`
    expect(pathIn(text)).toHaveLength(20_001)
  })
})
