/** One thing to look at before an app goes live. */
export interface Finding {
  /** What `--except` names it by: `docs`. */
  readonly word: string
  readonly where: string
  /** Without a full stop. */
  readonly cause: string
  /** A sentence. */
  readonly remedy: string
}
