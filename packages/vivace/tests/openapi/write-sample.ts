import type { OpenApiOperation, OpenApiOptions, OpenApiDocument } from '../../src/openapi/index.ts'
import { writeOpenApi } from '../../src/openapi/index.ts'
import type { OperationDescription } from '../../src/operations/description.ts'
import { operation } from './sample-operations.ts'

/** The document of some operations and nothing else. */
export function documentOf(
  operations: readonly OperationDescription[],
  options: OpenApiOptions = {},
): OpenApiDocument {
  return writeOpenApi({ title: 'Test', version: '1' }, operations, options)
}

/** What the document says of one operation; `POST /a` unless the facts say something else. */
export function written(
  facts: Partial<OperationDescription>,
  options: OpenApiOptions = {},
): OpenApiOperation {
  const { paths } = documentOf([operation({ method: 'POST', path: '/a', ...facts })], options)
  const [found] = Object.values(paths).flatMap((item) => Object.values(item))
  if (found === undefined) throw new Error('The operation is not in the document')
  return found
}
