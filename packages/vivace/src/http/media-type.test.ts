import { describe, expect, it } from 'vitest'
import { isJson, parseMediaType } from './media-type.ts'

describe('parseMediaType()', () => {
  it.each([
    ['application/json', 'application/json', {}],
    ['APPLICATION/Json', 'application/json', {}],
    ['application/json;', 'application/json', {}],
    ['application/json; charset=UTF-8', 'application/json', { charset: 'UTF-8' }],
    ['application/json\t;\tcharset=utf-8', 'application/json', { charset: 'utf-8' }],
    ['text/plain;Charset="utf-8"', 'text/plain', { charset: 'utf-8' }],
    ['multipart/form-data; boundary=a-b', 'multipart/form-data', { boundary: 'a-b' }],
    ['application/vnd.api+json', 'application/vnd.api+json', {}],
  ])('reads %j', (header, essence, parameters) => {
    const type = parseMediaType(header)
    expect(type?.essence).toBe(essence)
    expect(Object.fromEntries(type?.parameters ?? [])).toEqual(parameters)
  })

  it.each([
    '',
    'json',
    'application/',
    '/json',
    'application/json, text/plain',
    'application/json,application/json',
    'application/json charset=utf-8',
    'application/json; charset',
    'application/json; =utf-8',
    'application/json; charset=',
    'application/json; charset = utf-8',
    'application/json; charset="utf-8',
    'application/json; charset=utf-8; charset=utf-16',
    'application / json',
    'application/json/x',
    '"application/json"',
  ])('refuses %j', (header) => {
    expect(parseMediaType(header)).toBeUndefined()
  })
})

describe('isJson()', () => {
  const isJsonHeader = (header: string): boolean => {
    const type = parseMediaType(header)
    return type !== undefined && isJson(type)
  }

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json; charset="UTF8"',
    'application/problem+json',
    'application/merge-patch+json; version=1',
  ])('accepts %j', (header) => {
    expect(isJsonHeader(header)).toBe(true)
  })

  it.each([
    'text/json',
    'text/plain',
    'application/jsonx',
    'application/x-json',
    'image/x+json',
    'application/json; charset=latin1',
    'application/json; charset=utf-16',
    'application/x-www-form-urlencoded',
  ])('refuses %j', (header) => {
    expect(isJsonHeader(header)).toBe(false)
  })
})
