/** Writes a line on the standard output. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** Writes a line on the standard error: what is said beside the result. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`)
}
