import type { Answering, Exchange } from '../exchange/index.ts'

/** One route of the docs pages, for an app to register: `GET`, left out of the API document. */
export interface DocsPage {
  /** A path template: `/docs/initializer.js`. */
  readonly path: string
  answer(exchange: Exchange): Answering
}
