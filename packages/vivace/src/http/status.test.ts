import { describe, expect, it } from 'vitest'
import { forbidsBody, statusPhrase } from './status.ts'

describe('statusPhrase()', () => {
  it.each([
    [200, 'OK'],
    [404, 'Not Found'],
    [413, 'Content Too Large'],
    [422, 'Unprocessable Content'],
    [500, 'Internal Server Error'],
  ])('of %d is %j', (status, phrase) => {
    expect(statusPhrase(status)).toBe(phrase)
  })

  it.each([
    [299, 'Success'],
    [499, 'Client Error'],
    [599, 'Server Error'],
  ])('names the class of the unregistered %d: %j', (status, phrase) => {
    expect(statusPhrase(status)).toBe(phrase)
  })
})

describe('forbidsBody()', () => {
  it.each([100, 101, 103, 204, 205, 304])('is true of %d', (status) => {
    expect(forbidsBody(status)).toBe(true)
  })

  it.each([200, 201, 206, 301, 307, 400, 404, 500])('is false of %d', (status) => {
    expect(forbidsBody(status)).toBe(false)
  })
})
