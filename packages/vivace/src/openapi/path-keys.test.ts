import { describe, expect, it } from 'vitest'
import { operation } from '../../tests/openapi/sample-operations.ts'
import type { Method } from '../http/index.ts'
import { nameOperations } from './operation-ids.ts'
import { PathKeys } from './path-keys.ts'

function placesOf(...routes: readonly (readonly [Method, string])[]): string[] {
  const keys = new PathKeys()
  return nameOperations(routes.map(([method, path]) => operation({ method, path }))).map((named) => {
    const { key, method, parameters } = keys.place(named)
    return `${method} ${key} ${[...parameters].map(([own, name]) => `${own}=${name}`).join()}`
  })
}

describe('the place of an operation in the document', () => {
  it('is its path and its method in lower case', () => {
    expect(placesOf(['GET', '/a'], ['POST', '/a'])).toEqual(['get /a ', 'post /a '])
  })

  it('has no rest parameters, which OpenAPI does not know', () => {
    expect(placesOf(['GET', '/files/{folder}/{rest*}'])).toEqual([
      'get /files/{folder}/{rest} folder=folder,rest=rest',
    ])
  })

  it('has the first parameter names of all templates of one shape, which OpenAPI holds for one path', () => {
    expect(placesOf(['GET', '/a/{x}/{y}'], ['PUT', '/a/{y}/{x}'], ['GET', '/a/{x}'])).toEqual([
      'get /a/{x}/{y} x=x,y=y',
      'put /a/{x}/{y} y=x,x=y',
      'get /a/{x} x=x',
    ])
  })

  it('has a fragment where the path and the method are taken', () => {
    expect(placesOf(['GET', '/files/{name}'], ['GET', '/files/{rest*}'])).toEqual([
      'get /files/{name} name=name',
      'get /files/{rest}#getFilesByRest rest=rest',
    ])
  })

  it('is an extension for QUERY, which OpenAPI 3.1 does not know', () => {
    expect(placesOf(['QUERY', '/a'])).toEqual(['x-query /a '])
  })
})
