/**
 * The errors in what a compiler said: each is a line that is not indented, with the indented ones after it.
 *
 *     splitErrors('a.ts(1,2): error TS1: No.\n  Why.\nb.ts(3,4): error TS2: No.\n')   // two
 */
export function splitErrors(out: string): string[] {
  return out.split(/^(?=\S)/m).filter((error) => error.trim() !== '')
}

/** What an error is about, in whatever words: `a.ts(1,2): error TS1`. */
export function placeOf(error: string): string {
  return /^.*?: error TS\d+(?=:)/.exec(error)?.[0] ?? error
}
