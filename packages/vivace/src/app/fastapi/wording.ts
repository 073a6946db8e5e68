import type { Failure } from '../../errors/index.ts'

/** What FastAPI says of a failure, apart from where it is. */
export interface Wording {
  /** `greater_than_equal` */
  readonly type: string
  /** `Input should be greater than or equal to 1` */
  readonly msg: string
  /** What the message is made of: `{ ge: 1 }`. */
  readonly ctx?: Readonly<Record<string, unknown>>
}

/** Puts failures of one code in FastAPI's words; `undefined` for what FastAPI has no words for. */
export type WordFailure = (failure: Failure) => Wording | undefined
