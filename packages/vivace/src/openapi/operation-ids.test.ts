import { describe, expect, it } from 'vitest'
import { operation } from '../../tests/openapi/sample-operations.ts'
import type { OperationDescription } from '../operations/description.ts'
import { nameOperations } from './operation-ids.ts'

const idsOf = (operations: readonly OperationDescription[]): string[] =>
  nameOperations(operations).map(({ operationId }) => operationId)

describe('the operationId', () => {
  it('is the one that the operation was given', () => {
    expect(idsOf([operation({ method: 'GET', path: '/a', operationId: 'read-all' })])).toEqual(['read-all'])
  })

  it.each([
    ['GET', '/', 'getRoot'],
    ['GET', '/items/{itemId}', 'getItemsByItemId'],
    ['PUT', '/api/v1/items/{item-id}/tags', 'putApiV1ItemsByItemIdTags'],
    ['GET', '/files/{rest*}', 'getFilesByRest'],
    ['GET', '/reports/{year}-{month}.csv', 'getReportsByYearByMonthCsv'],
  ] as const)('is made of method and path: %s %s is %s', (method, path, id) => {
    expect(idsOf([operation({ method, path })])).toEqual([id])
  })

  it('has a number where it is taken, by a given one as well', () => {
    const operations = [
      operation({ method: 'GET', path: '/items/{id}' }),
      operation({ method: 'GET', path: '/items-by/{id}' }),
      operation({ method: 'GET', path: '/items/by/id' }),
      operation({ method: 'GET', path: '/', operationId: 'getItemsById' }),
    ]
    expect(idsOf(operations)).toEqual(['getItemsById2', 'getItemsByById', 'getItemsById3', 'getItemsById'])
  })

  it('is not given twice', () => {
    const operations = [
      operation({ method: 'GET', path: '/a', operationId: 'read' }),
      operation({ method: 'POST', path: '/b', operationId: 'read' }),
    ]
    expect(() => nameOperations(operations)).toThrow(
      "POST /b: its operationId 'read' is that of GET /a as well.\n" +
        'To fix it, give one of them another operationId, or none.\n(DUPLICATE_OPERATION_ID',
    )
  })
})
