import { describe, expect, it } from 'vitest'
import { operation } from '../../tests/openapi/sample-operations.ts'
import { documentOf, written } from '../../tests/openapi/write-sample.ts'
import type { SecurityDescription } from '../inputs/source.ts'

const bearer: SecurityDescription = { name: 'bearer', scheme: { type: 'http', scheme: 'bearer' }, scopes: [] }
const key: SecurityDescription = {
  name: 'key',
  scheme: { type: 'apiKey', in: 'header', name: 'x' },
  scopes: [],
}

const securityOf = (...security: readonly SecurityDescription[]): unknown => written({ security }).security

describe('what an operation demands', () => {
  it('is nothing by default', () => {
    expect(securityOf()).toBeUndefined()
    expect(documentOf([]).security).toEqual([])
  })

  it('is all of its schemes together', () => {
    expect(securityOf(bearer, key)).toEqual([{ bearer: [], key: [] }])
  })

  it('has the scopes of every use of a scheme, each once', () => {
    const uses = [['a'], ['b', 'a']].map((scopes) => ({ ...bearer, scopes }))
    expect(securityOf(...uses)).toEqual([{ bearer: ['a', 'b'] }])
  })

  it('is nothing, too, if its schemes are optional', () => {
    expect(securityOf({ ...bearer, optional: true })).toEqual([{ bearer: [] }, {}])
  })

  it('is what is left without the optional ones, too', () => {
    expect(securityOf(bearer, { ...key, optional: true })).toEqual([{ bearer: [], key: [] }, { bearer: [] }])
  })

  it('is needed if one use of a scheme needs it', () => {
    expect(securityOf({ ...bearer, optional: true }, bearer)).toEqual([{ bearer: [] }])
  })

  it('is one of those that are alternatives, with all that is needed besides', () => {
    const user = { optional: true, alternative: 'user' }
    const uses = [
      { ...bearer, ...user, scopes: ['read'] },
      { ...key, ...user },
    ]
    expect(securityOf(...uses)).toEqual([{ bearer: ['read'] }, { key: [] }])
    const tenant: SecurityDescription = { ...key, name: 'tenant' }
    expect(securityOf(...uses, tenant)).toEqual([
      { tenant: [], bearer: ['read'] },
      { tenant: [], key: [] },
    ])
    expect(securityOf(...uses, bearer)).toEqual([{ bearer: ['read'], key: [] }, { bearer: ['read'] }])
  })
})

describe('a security scheme', () => {
  const using = (path: string, ...security: readonly SecurityDescription[]): ReturnType<typeof operation> =>
    operation({ method: 'GET', path, security })

  it('is a component, once', () => {
    const sameKey = { ...key, scheme: { name: 'x', in: 'header', type: 'apiKey' } }
    const { components } = documentOf([using('/a', key), using('/b', sameKey, bearer)])
    expect(components?.securitySchemes).toEqual({ bearer: bearer.scheme, key: key.scheme })
  })

  it('is refused under the name of another, with both operations', () => {
    const other = { ...key, name: 'bearer' }
    expect(() => documentOf([using('/a', bearer), using('/b', other)])).toThrow(
      /^GET \/b: it uses a security scheme called 'bearer', and GET \/a uses a different one[^]*DUPLICATE_SECURITY_SCHEME/,
    )
    expect(() => documentOf([using('/a', bearer, other)])).toThrow(
      /^GET \/a: .* and another input of it uses/,
    )
  })
})
