import { describe, expect, it } from 'vitest'
import { chooseMediaType, offerMediaType } from './accept.ts'

function choose(header: string | undefined, ...names: string[]): string | undefined {
  return chooseMediaType(
    header,
    names.flatMap((name) => offerMediaType(name) ?? []),
  )
}

const json = 'application/json'
const csv = 'text/csv'

describe('chooseMediaType()', () => {
  it.each([
    [undefined, json],
    ['', json],
    ['*/*', json],
    ['text/csv', csv],
    ['TEXT/CSV', csv],
    ['text/*', csv],
    ['text/csv, application/json', json],
    ['text/csv, application/json;q=0.9', csv],
    ['text/csv;q=0.5, */*;q=0.1', csv],
    ['text/*;q=0.5, */*', json],
    ['application/json;q=0, */*', csv],
    ['application/*;q=0.2, application/json;q=0, */*;q=0.1', csv],
    ['text/csv;q=0.001', csv],
    ['text/csv ; Q=1 , application/json ; q=0.999', csv],
    ['image/png, text/csv;q=0.1', csv],
    ['x/y;a="text/csv, */*", text/csv', csv],
    [String.raw`x/y;a="\", application/json", text/csv`, csv],
  ])('chooses for %j: %s', (header, chosen) => {
    expect(choose(header, json, csv)).toBe(chosen)
  })

  it.each([
    'image/png',
    'image/*',
    'application/json;q=0, text/csv;q=0.000',
    '*/*;q=0',
    'application/jsonp',
    'application/json;version=2',
    'text/css, application/j',
  ])('finds none for %j', (header) => {
    expect(choose(header, json, csv)).toBeUndefined()
  })

  it.each([
    'json',
    '*/json',
    '/',
    'a/b/c',
    'application/json;q=2',
    'image/png;q=high',
    'image/png;=1',
    ';',
    ',',
  ])('takes %j, which has no range that can be read, as absent', (header) => {
    expect(choose(header, json, csv)).toBe(json)
  })

  it('understands what java.net.HttpURLConnection and careless clients send', () => {
    expect(choose('text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2', json, csv)).toBe(json)
    expect(choose('text/csv; charset=UTF-8', json, csv)).toBe(csv)
  })

  it('compares the parameters of media types', () => {
    const [one, two] = ['application/hal+json;version=1', 'application/hal+json;version=2']
    expect(choose('application/hal+json;version=2', one, two)).toBe(two)
    expect(choose('application/hal+json;version="2"', one, two)).toBe(two)
    expect(choose('application/hal+json;q=0.5, application/hal+json;version=2;q=0.4', one, two)).toBe(one)
    expect(choose('application/hal+json', one, two)).toBe(one)
    expect(choose('application/hal+json;version=3', one, two)).toBeUndefined()
  })

  it('reads long hostile headers in linear time', () => {
    for (const piece of [',', ';', '"', '\\"', 'a/b;', 'a/b,', '*/*;q=', ' ']) {
      expect([json, undefined]).toContain(choose(piece.repeat(100_000), json, csv))
    }
  })
})

describe('offerMediaType()', () => {
  it.each(['json', '*/*', 'text/*', 'text/csv, text/plain', ''])('refuses %j', (name) => {
    expect(offerMediaType(name)).toBeUndefined()
  })
})
