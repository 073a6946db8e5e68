import type { OpenApiExternalDocs, OpenApiInfo, OpenApiServer, OpenApiTag } from './document.ts'

/** What an API document says besides its operations. */
export interface DocumentInfo extends OpenApiInfo {
  /** Their order and descriptions; tags that only operations name come after them. */
  readonly tags?: readonly OpenApiTag[]
  /** Where the API is; the root of the host that serves the document if absent. */
  readonly servers?: readonly OpenApiServer[]
  readonly externalDocs?: OpenApiExternalDocs
}
