import type { Duration } from '../http/duration.ts'

/** A coding that files can be there in beside themselves: `app.js.br` beside `app.js`. */
export type PrecompressedCoding = 'br' | 'gzip' | 'zstd'

/** How a folder is served. */
export interface StaticFilesOptions {
  /** The file that stands for its folder. `index.html` if absent; `false` if none does. */
  readonly index?: string | false
  /**
   * Answers navigation to a path that is no file with this page, so that the front end routes it; `true` for
   * `index.html`. Paths with an ending and requests that do not ask for HTML stay 404. Off if absent.
   */
  readonly spa?: boolean | string
  /**
   * How long clients keep a file without asking. If absent, or for pages (HTML), they keep it and ask each time
   * whether it has changed.
   */
  readonly maxAge?: Duration
  /**
   * The paths whose contents never change, because their names do, such as `/^assets\//` of a bundler: clients keep
   * them for a year and never ask. None if absent.
   */
  readonly immutable?: RegExp | ((path: string) => boolean)
  /** The codings that files are there in beside themselves, the dearest first. None if absent. */
  readonly precompressed?: readonly PrecompressedCoding[]
  /** The Content-Security-Policy of pages (HTML): what they load is of their own origin if absent. */
  readonly contentSecurityPolicy?: string
  /** Media types by the ending of the name, where they are others than the usual: `{ glsl: 'text/plain' }`. */
  readonly mediaTypes?: Readonly<Record<string, string>>
}
