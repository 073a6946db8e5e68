import type { ErrorFormat } from '../app/index.ts'
import type { SchemaComponents } from '../documents/index.ts'
import type { OpenApiVersion } from './open-api-version.ts'
import type { NamedOperation } from './operation-ids.ts'
import type { PathPlace } from './path-keys.ts'

/** One operation on its way into the document, and what the whole document shares. */
export interface Writing extends NamedOperation {
  readonly place: PathPlace
  /** What the names of its schemas begin with: `GetItemsByItemId`. */
  readonly typeName: string
  readonly schemas: SchemaComponents
  readonly errorFormat: ErrorFormat
  readonly version: OpenApiVersion
}
