import type { App } from '../../app.ts'
import type { ServeOptions } from '../../node/serve-options.ts'

/** An app, and what it is served with where that is known. */
export interface Judged {
  readonly app: App
  readonly options: ServeOptions | undefined
}
