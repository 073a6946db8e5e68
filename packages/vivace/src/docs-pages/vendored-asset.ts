/** A file of another project that the docs pages need, as `scripts/vendor-docs-assets.ts` writes it. */
export interface VendoredAsset {
  /** The npm package it comes from: `redoc`. */
  readonly package: string
  readonly version: string
  /** The Content-Type: `text/css; charset=utf-8`. */
  readonly mediaType: string
  /** Of the file as it is served, in hexadecimal. */
  readonly sha256: string
  /** What differs from the file in the package, if anything does. */
  readonly change?: {
    readonly find: string
    readonly replace: string
    readonly reason: string
    readonly upstreamSha256: string
  }
  /** The file through gzip, in base64. */
  readonly gzipped: string
}
